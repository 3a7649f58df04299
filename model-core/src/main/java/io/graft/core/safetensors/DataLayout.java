package io.graft.core.safetensors;

import java.util.Comparator;
import java.util.List;

/** The rule that tensors fill the data of a file end to end, without holes, overlaps or a rest. */
final class DataLayout {
    private DataLayout() {}

    /** Sorts the tensors as their data lies in the file, and holds them to the rule. */
    static List<TensorInfo> endToEnd(List<TensorInfo> tensors, long dataSize, String file) {
        List<TensorInfo> sorted = tensors.stream()
                .sorted(Comparator.comparingLong(TensorInfo::begin).thenComparingLong(TensorInfo::end))
                .toList();
        long end = 0;
        for (TensorInfo tensor : sorted) {
            requireAdjacent(end, tensor, file);
            end = tensor.end();
        }
        requireNoRest(end, dataSize, file);
        return sorted;
    }

    private static void requireAdjacent(long end, TensorInfo tensor, String file) {
        String where = file + ": " + tensor.name();
        if (tensor.begin() < end) {
            throw SafetensorsError.TENSOR_OVERLAP.at(
                    where,
                    "%s of %s begins at byte %d of the data, inside the tensor before it, which ends at %d"
                            .formatted(tensor.name(), file, tensor.begin(), end));
        }
        if (tensor.begin() > end) {
            throw SafetensorsError.TENSOR_HOLE.at(
                    where,
                    "%s of %s begins at byte %d of the data, but the data before it ends at %d, and no byte may be unused"
                            .formatted(tensor.name(), file, tensor.begin(), end));
        }
    }

    private static void requireNoRest(long end, long dataSize, String file) {
        if (end < dataSize) {
            throw SafetensorsError.DATA_LEFT_OVER.at(
                    file, "%s holds %d bytes of data, but its tensors end at %d".formatted(file, dataSize, end));
        }
    }
}
