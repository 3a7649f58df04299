package io.graft.core.merge;

import io.graft.core.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** A combination whose terms are in their final order and whose factors are widened. Threads share it. */
final class PreparedSum {
    private static final int SUM = 0;
    private static final int OTHER = 1;
    private static final int ORIGIN = 2;

    private final @Nullable Tensor origin;
    private final List<Term.Stored> stored;
    private final List<LowRankFactors> factors;
    private final double[] weights;
    private final double divisor;
    private final double factor;

    PreparedSum(Combination combination) {
        List<Term.Product> products =
                combination.products().stream().sorted(Term.Product.ORDER).toList();
        this.origin = combination.origin();
        this.stored = combination.stored().stream().sorted(Term.Stored.ORDER).toList();
        this.factors = products.stream().map(Term.Product::factors).toList();
        this.weights = products.stream().mapToDouble(Term.Product::weight).toArray();
        this.divisor = combination.divisor();
        this.factor = combination.factor();
    }

    /** The values of a tile, in a block of the workspace. */
    double[] of(Tile tile, Kernels kernels, Workspace workspace) {
        return origin == null ? sum(tile, kernels, workspace) : changed(origin, tile, kernels, workspace);
    }

    private double[] sum(Tile tile, Kernels kernels, Workspace workspace) {
        double[] sum = workspace.block(SUM, tile.count());
        double[] other = workspace.block(OTHER, tile.count());
        tile.read(stored.getFirst().tensor(), sum, kernels);
        multiply(sum, stored.getFirst().weight(), tile, kernels);
        for (Term.Stored term : stored.subList(1, stored.size())) {
            tile.read(term.tensor(), other, kernels);
            kernels.add(sum, other, term.weight(), tile.count());
        }
        addProducts(sum, tile, kernels);
        divide(sum, tile, kernels);
        return sum;
    }

    private double[] changed(Tensor base, Tile tile, Kernels kernels, Workspace workspace) {
        double[] sum = workspace.block(SUM, tile.count());
        double[] other = workspace.block(OTHER, tile.count());
        double[] result = workspace.block(ORIGIN, tile.count());
        Arrays.fill(sum, 0, tile.count(), 0);
        tile.read(base, result, kernels);
        for (Term.Stored term : stored) {
            tile.read(term.tensor(), other, kernels);
            kernels.addDifference(sum, other, result, term.weight(), tile.count());
        }
        addProducts(sum, tile, kernels);
        divide(sum, tile, kernels);
        kernels.add(result, sum, factor, tile.count());
        return result;
    }

    private void addProducts(double[] sum, Tile tile, Kernels kernels) {
        int panel = Math.toIntExact(tile.column() / LowRankFactors.PANEL);
        int row = Math.toIntExact(tile.row());
        IntStream.range(0, weights.length)
                .forEach(i -> kernels.addLowRank(sum, factors.get(i), row, tile.rows(), panel, weights[i]));
    }

    private static void multiply(double[] sum, double weight, Tile tile, Kernels kernels) {
        if (weight != 1) {
            kernels.multiply(sum, weight, tile.count());
        }
    }

    private void divide(double[] sum, Tile tile, Kernels kernels) {
        if (divisor != 1) {
            kernels.divide(sum, divisor, tile.count());
        }
    }
}
