package io.graft.core.adapter;

import io.graft.core.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * LoRA on the experts of a mixture: {@code W'[e] = W[e] + scale · B[e] · A[e]}, or the transpose of that product. All experts'
 * factors are in two matrices: {@code A[e]} is rows {@code e · rank} to {@code (e + 1) · rank} of {@code a}, and column {@code k}
 * of {@code B[e]} is column {@code k · experts + e} of {@code b}.
 *
 * @param a [experts · rank, in]
 * @param b [out, rank · experts]
 * @param transposed whether each expert is stored as [in, out]
 * @param rows which rows of which expert the target is; null if it is the stack of all experts
 */
public record ExpertLowRank(
        String target,
        Tensor a,
        Tensor b,
        double scale,
        int experts,
        boolean transposed,
        @Nullable Rows rows) implements Change {
    /** Some rows of one expert's matrix. */
    public record Rows(int expert, int first, int count) {}

    public int rank() {
        return Math.toIntExact(a.shape().dim(0) / experts);
    }

    @Override
    public ExpertLowRank of(String other) {
        return new ExpertLowRank(other, a, b, scale, experts, transposed, rows);
    }
}
