package io.graft.core.adapter;

import io.graft.core.matrix.LowRankMatrix;
import io.graft.core.matrix.Matrix;
import io.graft.core.matrix.Svd;
import java.util.Arrays;

/**
 * The factors that PiSSA training began with (Meng et al., 2024, arXiv 2404.02948), as PEFT derives them from the base: the largest
 * singular values, {@code scale · B₀A₀ = U · diag(s) · Vᵀ}, which it takes off the base's weight. So an adapter that was not converted
 * stands for {@code W + scale · (BA − B₀A₀)} of the unchanged base. Signs and rotations of singular vectors cancel in the product.
 */
final class PissaStart {
    private PissaStart() {}

    /**
     * B₀ and A₀.
     *
     * @param weight the base's, [out, in] (a Conv1D's transposed)
     * @param scale of the adapter, which is above 0
     */
    static LowRankMatrix of(Matrix weight, int rank, double scale) {
        Svd top = Svd.top(weight, rank);
        double[] roots = Arrays.stream(top.values())
                .map(value -> Math.sqrt(value / scale))
                .toArray();
        return new LowRankMatrix(
                top.left().scaledRows(roots).transpose(), top.right().scaledRows(roots));
    }
}
