package io.graft.core.merge;

import java.util.List;
import java.util.stream.LongStream;

/**
 * A run of elements of one tensor, computed at once.
 *
 * @param last whether it is the tensor's last
 */
record Block(OutputTensor tensor, long first, int count, boolean last) {

    /** All blocks of a tensor, in order, none larger than {@code blockBytes} unless a granule is. */
    static List<Block> of(OutputTensor tensor, int blockBytes) {
        long elements = tensor.shape().elements();
        long granules =
                Math.max(1, blockBytes / (tensor.granule() * tensor.dtype().bytes()));
        long step = granules * tensor.granule();
        return LongStream.iterate(0, first -> first < elements, first -> first + step)
                .mapToObj(first -> block(tensor, first, Math.min(step, elements - first)))
                .toList();
    }

    private static Block block(OutputTensor tensor, long first, long count) {
        return new Block(
                tensor,
                first,
                Math.toIntExact(count),
                first + count == tensor.shape().elements());
    }

    int bytes() {
        return Math.multiplyExact(count, tensor.dtype().bytes());
    }
}
