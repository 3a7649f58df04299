package io.graft.core.merge;

import io.graft.core.GraftException;
import io.graft.core.artifact.ArtifactFile;
import io.graft.core.artifact.Digest;
import io.graft.core.checkpoint.Checkpoint;
import io.graft.core.checkpoint.ModelConfig;
import io.graft.core.conversion.Exported;
import io.graft.core.conversion.GgufExport;
import io.graft.core.gguf.BlockType;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The step of a recipe that follows its merge: a GGUF file of the result, beside the weights that it is made of. It depends on these
 * alone, so the same merge makes the same file.
 *
 * @param bytes about how large the file will be
 */
record Requantisation(BlockType type, long bytes) {
    /** What the file calls the model; where the merge was run must not show in it. */
    private static final String NAME = "merged";

    /**
     * The step of a plan's recipe, if it has one.
     *
     * @throws io.graft.core.GraftException with a {@link io.graft.core.conversion.ConversionError} if the result cannot be converted
     */
    static Optional<Requantisation> of(MergePlan plan) {
        BlockType type = plan.recipe().quantize();
        return type == null ? Optional.empty() : Optional.of(new Requantisation(type, bytes(plan, type)));
    }

    private static long bytes(MergePlan plan, BlockType type) {
        ModelConfig config = ModelConfig.read(new ByteArrayInputStream(MergedConfig.of(plan)), ModelConfig.FILE);
        List<GgufExport.Outlined> tensors = plan.outputs().stream()
                .map(output -> new GgufExport.Outlined(output.name(), output.dtype(), output.shape()))
                .toList();
        return GgufExport.bytes(config, tensors, type, plan.recipe().donor().toString());
    }

    /** Writes the file of the model in a folder into that folder. */
    Requantised write(Path folder, boolean sync) throws IOException {
        String name = "model-%s.gguf".formatted(type);
        Path file = folder.resolve(name);
        Files.deleteIfExists(file);
        Exported exported = export(folder, file);
        if (sync) {
            SmallFiles.sync(file);
            SmallFiles.sync(folder);
        }
        return new Requantised(type, new ArtifactFile(name, Files.size(file), Digest.ofFile(file)), exported);
    }

    /** That a stopped merge was stopped is no error of its disk. */
    private Exported export(Path folder, Path file) throws IOException {
        try (Checkpoint model = Checkpoint.open(folder)) {
            return GgufExport.write(model, type, NAME, file);
        } catch (GraftException e) {
            if (e.getCause() instanceof ClosedByInterruptException stopped) {
                throw stopped;
            }
            throw e;
        }
    }
}
