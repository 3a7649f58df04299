package io.graft.core.merge;

import io.graft.core.artifact.Manifest;
import java.util.List;

/**
 * A finished merge.
 *
 * @param manifest the files of the output folder
 * @param tensors what became of each tensor, in the order in which the files hold them
 */
public record MergeResult(Manifest manifest, List<TensorProvenance> tensors) {
    public MergeResult {
        tensors = List.copyOf(tensors);
    }
}
