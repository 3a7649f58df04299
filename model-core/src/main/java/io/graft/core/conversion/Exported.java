package io.graft.core.conversion;

import io.graft.core.gguf.BlockType;
import java.util.List;
import java.util.Map;

/**
 * What an export made.
 *
 * @param counts how many tensors have which type
 * @param fallbacks tensors whose rows are no whole blocks of the wanted type, and which are F16 therefore
 * @param errors the norm of what was lost of a tensor, divided by its norm; of those of which something was
 * @param notes what the file does not hold of the model, or holds differently, each a sentence
 */
public record Exported(
        Map<BlockType, Integer> counts, List<String> fallbacks, Map<String, Double> errors, List<String> notes) {
    public Exported {
        errors = Map.copyOf(errors);
        counts = Map.copyOf(counts);
        fallbacks = List.copyOf(fallbacks);
        notes = List.copyOf(notes);
    }
}
