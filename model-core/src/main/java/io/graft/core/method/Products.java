package io.graft.core.method;

/** Sums of products in an order that is fixed, yet lets a processor work on several at once. */
final class Products {
    private static final int LANES = 8;

    private Products() {}

    /** {@code Σ one[i] · other[i]}, as eight sums of every eighth product that are added in pairs, and what is left over. */
    static double sum(double[] one, double[] other, int from, int to) {
        double s0 = 0;
        double s1 = 0;
        double s2 = 0;
        double s3 = 0;
        double s4 = 0;
        double s5 = 0;
        double s6 = 0;
        double s7 = 0;
        int i = from;
        for (; i + LANES <= to; i += LANES) {
            s0 = Math.fma(one[i], other[i], s0);
            s1 = Math.fma(one[i + 1], other[i + 1], s1);
            s2 = Math.fma(one[i + 2], other[i + 2], s2);
            s3 = Math.fma(one[i + 3], other[i + 3], s3);
            s4 = Math.fma(one[i + 4], other[i + 4], s4);
            s5 = Math.fma(one[i + 5], other[i + 5], s5);
            s6 = Math.fma(one[i + 6], other[i + 6], s6);
            s7 = Math.fma(one[i + 7], other[i + 7], s7);
        }
        double rest = 0;
        for (; i < to; i++) {
            rest = Math.fma(one[i], other[i], rest);
        }
        return ((s0 + s1) + (s2 + s3)) + ((s4 + s5) + (s6 + s7)) + rest;
    }
}
