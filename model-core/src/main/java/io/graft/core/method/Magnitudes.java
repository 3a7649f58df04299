package io.graft.core.method;

import io.graft.core.kernel.Kernels;

/** The sum of all magnitudes of a tensor, before and after it was thinned. */
final class Magnitudes {
    /** mergekit leaves a tensor alone that has less, or has less left. */
    private static final double NEGLIGIBLE = 1e-7;

    private final double[] whole = new double[Kernels.SUMS];
    private final double[] left = new double[Kernels.SUMS];

    void addWhole(double[] values, int count, Kernels kernels) {
        kernels.addMagnitudes(whole, values, count);
    }

    void addLeft(double[] values, int count, Kernels kernels) {
        kernels.addMagnitudes(left, values, count);
    }

    Magnitudes and(Magnitudes later) {
        for (int i = 0; i < Kernels.SUMS; i++) {
            whole[i] += later.whole[i];
            left[i] += later.left[i];
        }
        return this;
    }

    /** What brings the sum back to what it was. */
    double factor() {
        double before = sum(whole);
        double after = sum(left);
        return before < NEGLIGIBLE || after < NEGLIGIBLE ? 1 : before / after;
    }

    private static double sum(double[] sums) {
        double sum = 0;
        for (double one : sums) {
            sum += one;
        }
        return sum;
    }
}
