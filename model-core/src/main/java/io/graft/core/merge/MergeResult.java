package io.graft.core.merge;

import io.graft.core.artifact.ArtifactFile;
import io.graft.core.artifact.Manifest;
import java.util.List;
import java.util.stream.Stream;

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

    static MergeResult of(List<FinishedShard> weights, List<ArtifactFile> small) {
        Stream<ArtifactFile> files = Stream.concat(weights.stream().map(FinishedShard::file), small.stream());
        return new MergeResult(new Manifest(files.toList()), tensors(weights));
    }

    static List<TensorProvenance> tensors(List<FinishedShard> weights) {
        return weights.stream().flatMap(shard -> shard.tensors().stream()).toList();
    }
}
