package io.graft.core.interference;

import io.graft.core.matrix.LowRankMatrix;
import io.graft.core.matrix.Matrix;
import io.graft.core.matrix.Qr;

/** Compares the changes of one tensor. Of low-rank changes nothing is multiplied out but a few rows. */
record Comparison(String tensor, Difference first, Difference second) {
    /** Rows that are looked at for signs, spread evenly. */
    private static final int SAMPLED_ROWS = 64;

    ModuleInterference of() {
        if (first instanceof Difference.Factors(LowRankMatrix one)
                && second instanceof Difference.Factors(LowRankMatrix two)) {
            return ofFactors(one, two);
        }
        Tally all = tally(1);
        return new ModuleInterference(
                tensor, all.inner, Math.sqrt(all.first), Math.sqrt(all.second), all.conflict(), all.signs, null, null);
    }

    private ModuleInterference ofFactors(LowRankMatrix one, LowRankMatrix two) {
        Tally sample = tally(Math.max(1, first.rows() / SAMPLED_ROWS));
        return new ModuleInterference(
                tensor,
                one.inner(two),
                one.norm(),
                two.norm(),
                sample.conflict(),
                sample.signs,
                overlap(one.left(), two.left()),
                overlap(one.right().transpose(), two.right().transpose()));
    }

    /** The mean squared cosine of the principal angles between the spaces of columns (Golub and Van Loan, 6.4.3). */
    private static double overlap(Matrix one, Matrix two) {
        double norm = Qr.of(one).q().transpose().multiply(Qr.of(two).q()).norm();
        return norm * norm / Math.min(one.columns(), two.columns());
    }

    private Tally tally(int step) {
        Tally tally = new Tally();
        double[] one = new double[first.columns()];
        double[] two = new double[first.columns()];
        for (int row = 0; row < first.rows(); row += step) {
            first.row(row, one);
            second.row(row, two);
            tally.add(one, two);
        }
        return tally;
    }

    private static final class Tally {
        private double inner;
        private double first;
        private double second;
        private long signs;
        private long conflicts;

        void add(double[] one, double[] two) {
            for (int i = 0; i < one.length; i++) {
                double product = one[i] * two[i];
                inner += product;
                first += one[i] * one[i];
                second += two[i] * two[i];
                signs += product == 0 ? 0 : 1;
                conflicts += product < 0 ? 1 : 0;
            }
        }

        double conflict() {
            return signs == 0 ? 0 : (double) conflicts / signs;
        }
    }
}
