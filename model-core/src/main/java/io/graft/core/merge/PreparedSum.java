package io.graft.core.merge;

import io.graft.core.kernel.Kernels;
import io.graft.core.kernel.LowRankFactors;
import io.graft.core.kernel.Tile;
import io.graft.core.kernel.Workspace;
import io.graft.core.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** A combination whose terms are in their final order and whose factors are widened. Threads share it. */
final class PreparedSum {
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

    void compute(Tile tile, double[] result, Workspace workspace) {
        int mark = workspace.mark();
        double[] other = workspace.take(tile.count());
        if (origin == null) {
            sum(tile, result, other, workspace.kernels());
        } else {
            change(origin, tile, result, other, workspace);
        }
        workspace.reset(mark);
    }

    private void sum(Tile tile, double[] sum, double[] other, Kernels kernels) {
        tile.read(stored.getFirst().tensor(), sum, kernels);
        multiply(sum, stored.getFirst().weight(), tile, kernels);
        for (Term.Stored term : stored.subList(1, stored.size())) {
            tile.read(term.tensor(), other, kernels);
            kernels.add(sum, other, term.weight(), tile.count());
        }
        addProducts(sum, tile, kernels);
        divide(sum, tile, kernels);
    }

    private void change(Tensor base, Tile tile, double[] result, double[] other, Workspace workspace) {
        Kernels kernels = workspace.kernels();
        double[] sum = workspace.take(tile.count());
        Arrays.fill(sum, 0, tile.count(), 0);
        tile.read(base, result, kernels);
        for (Term.Stored term : stored) {
            tile.read(term.tensor(), other, kernels);
            kernels.addDifference(sum, other, result, term.weight(), tile.count());
        }
        addProducts(sum, tile, kernels);
        divide(sum, tile, kernels);
        kernels.add(result, sum, factor, tile.count());
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
