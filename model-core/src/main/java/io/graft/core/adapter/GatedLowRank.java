package io.graft.core.adapter;

import io.graft.core.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * A low-rank delta with learned diagonals, {@code W' = W + scale · diag(outer) · B · diag(inner) · A}, or the transpose of that
 * product: AdaLoRA has an inner one, VeRA both.
 *
 * @param a at least [rank, in]; what is beyond {@code in} is not used
 * @param b at least [out, rank]; what is beyond {@code out} is not used
 * @param inner as many as the rank
 * @param outer as many as {@code out}; null for ones
 * @param out rows of the delta, before it is transposed
 * @param in columns of the delta, before it is transposed
 * @see <a href="https://arxiv.org/abs/2303.10512">AdaLoRA</a>
 * @see <a href="https://arxiv.org/abs/2310.11454">VeRA</a>
 */
public record GatedLowRank(
        String target,
        Tensor a,
        Tensor b,
        Tensor inner,
        @Nullable Tensor outer,
        int out,
        int in,
        double scale,
        boolean transposed)
        implements Change {
    @Override
    public GatedLowRank of(String other) {
        return new GatedLowRank(other, a, b, inner, outer, out, in, scale, transposed);
    }
}
