package io.graft.core.kernel;

/** Adds values whose sign won a vote, element by element. */
final class ScalarElection {
    private ScalarElection() {}

    static void add(
            double[] sum,
            double[] shares,
            double[] values,
            double[] votes,
            double weight,
            double share,
            int from,
            int to) {
        for (int i = from; i < to; i++) {
            if (votes[i] >= 0 ? values[i] > 0 : values[i] < 0) {
                sum[i] = Math.fma(weight, values[i], sum[i]);
                shares[i] += share;
            }
        }
    }
}
