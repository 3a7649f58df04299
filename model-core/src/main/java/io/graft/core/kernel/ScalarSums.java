package io.graft.core.kernel;

/** Sums and quotients, element by element. */
final class ScalarSums {
    private ScalarSums() {}

    /** @param from a multiple of the number of sums */
    static void addMagnitudes(double[] sums, double[] values, int from, int to) {
        for (int i = from; i < to; i++) {
            sums[i % Kernels.SUMS] += Math.abs(values[i]);
        }
    }

    static void divide(double[] values, double[] divisors, int from, int to) {
        for (int i = from; i < to; i++) {
            values[i] = divisors[i] == 0 ? values[i] : values[i] / divisors[i];
        }
    }

    static void change(double[] values, double[] change, double factor, int from, int to) {
        for (int i = from; i < to; i++) {
            values[i] = change[i] == 0 ? values[i] : Math.fma(factor, change[i], values[i]);
        }
    }
}
