package io.graft.core.merge;

import io.graft.core.artifact.ArtifactFile;
import io.graft.core.artifact.Manifest;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A finished merge.
 *
 * @param manifest the files of the output folder
 * @param tensors what became of each tensor, in the order in which the files hold them
 * @param device how a device's work compares with the kernels'; empty where there was none
 */
public record MergeResult(Manifest manifest, List<TensorProvenance> tensors, Optional<DeviceReport> device) {
    public MergeResult {
        tensors = List.copyOf(tensors);
    }

    static MergeResult of(List<FinishedShard> weights, List<ArtifactFile> small) {
        Stream<ArtifactFile> files = Stream.concat(weights.stream().map(FinishedShard::file), small.stream());
        return new MergeResult(new Manifest(files.toList()), tensors(weights), Optional.empty());
    }

    MergeResult with(Optional<DeviceReport> report) {
        return new MergeResult(manifest, tensors, report);
    }

    static List<TensorProvenance> tensors(List<FinishedShard> weights) {
        return weights.stream().flatMap(shard -> shard.tensors().stream()).toList();
    }
}
