package io.graft.core.forgetting;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * What chance does to a statistic of documents: they are drawn again and again with replacement, and the bounds are corrected for
 * bias and acceleration.
 *
 * @param statistic of places from 0 to {@code n - 1}
 * @param seed the same seed gives the same bounds
 * @see <a href="https://doi.org/10.1080/01621459.1987.10478410">Efron, Better bootstrap confidence intervals (1987)</a>
 */
record Bootstrap(int n, ToDoubleFunction<int[]> statistic, long seed) {
    private static final int REPLICATES = 10_000;

    Estimate estimate(double z) {
        double value = statistic.applyAsDouble(IntStream.range(0, n).toArray());
        double[] replicates = replicates();
        double bias = bias(replicates, value);
        double acceleration = acceleration();
        double error = deviation(replicates);
        return new Estimate(
                value,
                error,
                quantile(replicates, bias, acceleration, -z),
                quantile(replicates, bias, acceleration, z),
                Normal.beyond(value == 0 ? 0 : value / error),
                Normal.below(value == 0 ? 0 : value / error),
                n,
                n < Estimate.FEW,
                Difference.Basis.BOOTSTRAP);
    }

    private double[] replicates() {
        SplittableRandom random = new SplittableRandom(seed);
        double[] replicates = new double[REPLICATES];
        int[] drawn = new int[n];
        for (int i = 0; i < REPLICATES; i++) {
            Arrays.setAll(drawn, _ -> random.nextInt(n));
            replicates[i] = statistic.applyAsDouble(drawn);
        }
        Arrays.sort(replicates);
        return replicates;
    }

    /** How far the median of the replicates is off, in standard errors. */
    private static double bias(double[] replicates, double value) {
        double below = 0;
        for (double replicate : replicates) {
            below += replicate < value ? 1 : replicate == value ? 0.5 : 0;
        }
        double share = below / REPLICATES;
        return Normal.quantile(Math.clamp(share, 1.0 / REPLICATES, 1 - 1.0 / REPLICATES));
    }

    /** How the error grows with the value, by leaving out one document after the other. */
    private double acceleration() {
        double[] without = IntStream.range(0, n)
                .mapToDouble(left -> statistic.applyAsDouble(
                        IntStream.range(0, n).filter(i -> i != left).toArray()))
                .toArray();
        double mean = Arrays.stream(without).sum() / n;
        double squares = 0;
        double cubes = 0;
        for (double value : without) {
            squares += Math.pow(mean - value, 2);
            cubes += Math.pow(mean - value, 3);
        }
        return squares == 0 ? 0 : cubes / (6 * Math.pow(squares, 1.5));
    }

    private static double quantile(double[] sorted, double bias, double acceleration, double z) {
        double shifted = bias + (bias + z) / (1 - acceleration * (bias + z));
        int place = (int) Math.floor(Normal.below(shifted) * REPLICATES);
        return sorted[Math.clamp(place, 0, REPLICATES - 1)];
    }

    private static double deviation(double[] values) {
        double mean = Arrays.stream(values).sum() / values.length;
        double squares =
                Arrays.stream(values).map(value -> Math.pow(value - mean, 2)).sum();
        return Math.sqrt(squares / (values.length - 1));
    }
}
