package io.graft.core.merge;

import io.graft.core.safetensors.TensorInfo;
import java.util.ArrayList;
import java.util.List;

/** One file of weights to be written. */
record Shard(String file, List<OutputTensor> tensors) {
    private static final String SINGLE = "model.safetensors";

    /** Cuts the tensors into files of at most {@code shardBytes}, named as transformers names them. */
    static List<Shard> of(List<OutputTensor> tensors, long shardBytes) {
        List<List<OutputTensor>> groups = groups(tensors, shardBytes);
        List<Shard> shards = new ArrayList<>();
        for (List<OutputTensor> group : groups) {
            shards.add(new Shard(name(shards.size() + 1, groups.size()), group));
        }
        return shards;
    }

    private static List<List<OutputTensor>> groups(List<OutputTensor> tensors, long shardBytes) {
        List<List<OutputTensor>> groups = new ArrayList<>();
        long size = Long.MAX_VALUE;
        for (OutputTensor tensor : tensors) {
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

    /** Where the tensors will lie: end to end. */
    List<TensorInfo> layout() {
        List<TensorInfo> layout = new ArrayList<>();
        for (OutputTensor tensor : tensors) {
            long begin = layout.isEmpty() ? 0 : layout.getLast().end();
            layout.add(TensorInfo.at(begin, tensor.name(), tensor.dtype(), tensor.shape()));
        }
        return layout;
    }
}
