package io.graft.core.adapter;

import io.graft.core.tensor.Shape;
import io.graft.core.tensor.Tensor;

/**
 * LoRA: {@code W' = W + scale · B · A}, or the transpose of that product. Kernels of convolutions count as matrices [out, in · k].
 *
 * @param target the tensor of the base
 * @param a [rank, in]
 * @param b [out, rank]
 * @param transposed whether the target is stored as [in, out]
 * @see <a href="https://arxiv.org/abs/2106.09685">LoRA</a>
 */
public record LowRank(String target, Tensor a, Tensor b, double scale, boolean transposed) implements Change {
    public int rank() {
        return Math.toIntExact(a.shape().dim(0));
    }

    /** The shape of the delta, which is that of the target as a matrix. */
    public Shape shape() {
        long out = b.shape().dim(0);
        long in = a.shape().dim(1);
        return transposed ? Shape.of(in, out) : Shape.of(out, in);
    }

    @Override
    public LowRank of(String other) {
        return new LowRank(other, a, b, scale, transposed);
    }
}
