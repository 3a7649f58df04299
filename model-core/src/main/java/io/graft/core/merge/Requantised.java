package io.graft.core.merge;

import io.graft.core.artifact.ArtifactFile;
import io.graft.core.conversion.Exported;
import io.graft.core.gguf.BlockType;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Map;
import java.util.TreeMap;

/** What the step that follows a merge has made. */
record Requantised(BlockType type, ArtifactFile file, Exported exported) {
    private static final MathContext STATED = new MathContext(4);

    /** For the provenance: the file, and what was lost of which tensor. */
    Map<String, Object> account() {
        Map<String, Object> tree = new TreeMap<>();
        tree.put("file", file.path());
        tree.put("type", type.name());
        tree.put("float16", exported.fallbacks());
        Map<String, BigDecimal> errors = new TreeMap<>(TensorOrder.NATURAL);
        exported.errors().forEach((tensor, error) -> errors.put(tensor, new BigDecimal(error, STATED)));
        tree.put("relative_error", errors);
        return tree;
    }
}
