package io.graft.core.method;

import static io.graft.core.matrix.Matrices.random;

import io.graft.core.matrix.Matrix;
import java.util.List;

/** Adapters of one tensor, [24, 40], to merge, and their deltas in full. */
final class Adapters {
    static final int OUT = 24;
    static final int IN = 40;

    private Adapters() {}

    /** Three of different ranks, scales and weights. */
    static List<WeightedFactors> three() {
        return List.of(adapter(4, 1, 2, 1), adapter(2, 3, 0.5, 0.7), adapter(3, 5, 1, -0.4));
    }

    static WeightedFactors adapter(int rank, long seed, double scale, double weight) {
        return new WeightedFactors(random(OUT, rank, seed), random(rank, IN, seed + 1), scale, weight);
    }

    static WeightedFactors zero(int rank) {
        return new WeightedFactors(Matrix.zero(OUT, rank), random(rank, IN, 9), 1, 1);
    }

    /** {@code scale · b · a}. */
    static Matrix delta(WeightedFactors adapter) {
        return adapter.b().multiply(adapter.a()).times(adapter.scale());
    }

    static List<Matrix> deltas(List<WeightedFactors> adapters) {
        return adapters.stream().map(Adapters::delta).toList();
    }

    static double[] weights(List<WeightedFactors> adapters) {
        return adapters.stream().mapToDouble(WeightedFactors::weight).toArray();
    }

    /** Σ weight · scale · b · a. */
    static Matrix sum(List<WeightedFactors> adapters) {
        return new ElementRule.Sum().of(deltas(adapters), weights(adapters));
    }
}
