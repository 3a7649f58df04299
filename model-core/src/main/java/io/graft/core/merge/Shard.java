package io.graft.core.merge;

import io.graft.core.artifact.ArtifactFile;
import io.graft.core.artifact.Digest;
import io.graft.core.safetensors.SafetensorsHeader;
import io.graft.core.safetensors.SafetensorsWriter;
import io.graft.core.safetensors.TensorInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** One file of weights to be written. */
record Shard(String file, List<TrackedTensor> tensors) {
    private static final String SINGLE = "model.safetensors";

    /** Cuts the tensors into files of at most {@code shardBytes}, named as transformers names them. */
    static List<Shard> of(List<TrackedTensor> tensors, long shardBytes) {
        List<List<TrackedTensor>> groups = groups(tensors, shardBytes);
        List<Shard> shards = new ArrayList<>();
        for (List<TrackedTensor> group : groups) {
            shards.add(new Shard(name(shards.size() + 1, groups.size()), group));
        }
        return shards;
    }

    private static List<List<TrackedTensor>> groups(List<TrackedTensor> tensors, long shardBytes) {
        List<List<TrackedTensor>> groups = new ArrayList<>();
        long size = Long.MAX_VALUE;
        for (TrackedTensor tensor : tensors) {
            if (size > shardBytes - tensor.bytes()) {
                groups.add(new ArrayList<>());
                size = 0;
            }
            groups.getLast().add(tensor);
            size += tensor.bytes();
        }
        return groups;
    }

    private static String name(int number, int count) {
        return count == 1 ? SINGLE : "model-%05d-of-%05d.safetensors".formatted(number, count);
    }

    PlannedShard planned() {
        return new PlannedShard(file, names(), bytes());
    }

    /** What the shard is once all its tensors are computed. */
    FinishedShard finished(Digest sha256) {
        return new FinishedShard(
                new ArtifactFile(file, bytes(), sha256),
                tensors.stream().map(TrackedTensor::provenance).toList());
    }

    /** Whether a finished shard is, by all but the numbers in it, what this one becomes. */
    boolean becomes(FinishedShard finished) {
        return finished.file().path().equals(file)
                && finished.file().size() == bytes()
                && finished.tensors().stream()
                        .map(TensorProvenance::name)
                        .toList()
                        .equals(names());
    }

    private List<String> names() {
        return tensors.stream().map(TrackedTensor::name).toList();
    }

    /** The size of the file. */
    long bytes() {
        return headerBytes().length + dataBytes();
    }

    long dataBytes() {
        return tensors.stream().mapToLong(TrackedTensor::bytes).sum();
    }

    byte[] headerBytes() {
        return SafetensorsWriter.header(layout(), SafetensorsWriter.METADATA);
    }

    SafetensorsHeader header() {
        return new SafetensorsHeader(file, 0, layout(), Map.of());
    }

    /** Where the tensors will lie: end to end. */
    List<TensorInfo> layout() {
        List<TensorInfo> layout = new ArrayList<>();
        for (TrackedTensor tensor : tensors) {
            long begin = layout.isEmpty() ? 0 : layout.getLast().end();
            layout.add(TensorInfo.at(begin, tensor.name(), tensor.dtype(), tensor.shape()));
        }
        return layout;
    }
}
