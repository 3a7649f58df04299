package io.graft.core.adapter;

import io.graft.core.tensor.Shape;
import io.graft.core.tensor.Tensor;

/**
 * What an adapter adds to one tensor of its base: {@code scale · B · A}, or the transpose of that.
 *
 * @param target the tensor of the base
 * @param a [rank, in]
 * @param b [out, rank]
 * @param transposed whether the target is stored as [in, out]
 */
public record LowRank(String target, Tensor a, Tensor b, double scale, boolean transposed) {
    public int rank() {
        return Math.toIntExact(a.shape().dim(0));
    }

    /** The shape of the delta, which is that of the target. */
    public Shape shape() {
        long out = b.shape().dim(0);
        long in = a.shape().dim(1);
        return transposed ? Shape.of(in, out) : Shape.of(out, in);
    }
}
