package io.graft.core.merge;

import io.graft.core.artifact.ArtifactFile;
import java.util.List;

/**
 * A file of weights that a merge has written.
 *
 * @param tensors what became of each tensor, in the order of their data
 */
public record FinishedShard(ArtifactFile file, List<TensorProvenance> tensors) {
    public FinishedShard {
        tensors = List.copyOf(tensors);
    }
}
