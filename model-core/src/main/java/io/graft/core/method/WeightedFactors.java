package io.graft.core.method;

import io.graft.core.matrix.LowRankMatrix;
import io.graft.core.matrix.Matrix;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * What one adapter adds to one tensor, {@code scale · b · a}, and how much the merge should make of it.
 *
 * @param b [out, rank]
 * @param a [rank, in]
 * @param scale the adapter's own, such as alpha / rank
 * @param weight the recipe's; it may be negative
 */
record WeightedFactors(Matrix b, Matrix a, double scale, double weight) {
    private static final Comparator<WeightedFactors> BY_CONTENT = Comparator.comparing(
                    (WeightedFactors factors) -> factors.b.toArray(), Arrays::compare)
            .thenComparing(factors -> factors.a.toArray(), Arrays::compare)
            .thenComparingDouble(WeightedFactors::scale)
            .thenComparingDouble(WeightedFactors::weight);

    public WeightedFactors {
        if (b.columns() != a.rows()) {
            throw new IllegalArgumentException("Both factors must have the same rank");
        }
    }

    /** In the one order that their contents have, however they were listed: so no merge depends on the list's. */
    static List<WeightedFactors> ordered(List<WeightedFactors> adapters) {
        return adapters.stream().sorted(BY_CONTENT).toList();
    }

    /** {@code scale · b · a}. */
    LowRankMatrix delta() {
        return balanced(b.times(scale));
    }

    /** {@code weight · scale · b · a}. */
    LowRankMatrix weightedDelta() {
        return balanced(b.times(weight * scale));
    }

    /** Moves a power of two between the factors, so that both are of one size and neither drowns in another adapter's. */
    private LowRankMatrix balanced(Matrix left) {
        double leftNorm = left.norm();
        double rightNorm = a.norm();
        int shift = leftNorm > 0 && rightNorm > 0 ? (Math.getExponent(rightNorm) - Math.getExponent(leftNorm)) / 2 : 0;
        return new LowRankMatrix(left.times(Math.scalb(1.0, shift)), a.times(Math.scalb(1.0, -shift)));
    }

    /** Σ weight · scale · b · a, of the sum of all ranks. */
    static LowRankMatrix sum(List<WeightedFactors> adapters) {
        return LowRankMatrix.sum(
                adapters.stream().map(WeightedFactors::weightedDelta).toList());
    }
}
