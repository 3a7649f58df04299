package io.graft.core.method;

import io.graft.core.kernel.Cut;
import io.graft.core.kernel.LowRankFactors;
import io.graft.core.kernel.Operand;
import io.graft.core.kernel.ProductTiles;
import io.graft.core.kernel.ScaledProduct;
import io.graft.core.kernel.Survey;
import io.graft.core.kernel.Tile;
import io.graft.core.kernel.Workspace;
import io.graft.core.matrix.LowRankMatrix;
import io.graft.core.matrix.Matrix;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A base plus what its adapters' factors merge into. */
final class FactorSum implements Formula {
    private final Operand base;
    private final List<Part> parts;
    private final FactorMerge merge;
    private @Nullable LowRankFactors merged;

    /** What one adapter adds, and its weight. */
    record Part(ScaledProduct product, double weight) {
        /** As [out, in], whichever way the base is stored. */
        WeightedFactors factors() {
            LowRankFactors factors = product.factors().get();
            Matrix left = Matrix.of(factors.rows(), factors.rank(), factors.leftValues());
            Matrix right = Matrix.of(factors.rank(), factors.columns(), factors.rightValues());
            return product.transposed()
                    ? new WeightedFactors(right.transpose(), left.transpose(), product.scale(), weight)
                    : new WeightedFactors(left, right, product.scale(), weight);
        }
    }

    FactorSum(Operand base, List<Part> parts, FactorMerge merge) {
        this.base = base;
        this.parts = List.copyOf(parts);
        this.merge = merge;
    }

    @Override
    public Cut cut() {
        return base.cut().and(Cut.RECTANGLES);
    }

    @Override
    public void prepare(Survey survey) throws InterruptedException {
        base.prepare(survey);
        LowRankMatrix sum = merge.merge(parts.stream().map(Part::factors).toList());
        merged = parts.getFirst().product().transposed()
                ? factors(sum.right().transpose(), sum.left().transpose())
                : factors(sum.left(), sum.right());
    }

    private static LowRankFactors factors(Matrix left, Matrix right) {
        return LowRankFactors.of(left.rows(), right.columns(), left.columns(), left.toArray(), right.toArray());
    }

    @Override
    public void compute(Tile tile, double[] result, Workspace workspace) {
        base.read(tile, result, workspace);
        ProductTiles.add(result, tile, Objects.requireNonNull(merged), 1, workspace);
    }

    @Override
    public void release() {
        merged = null;
        base.release();
    }
}
