package io.graft.core.forgetting;

import java.util.function.DoublePredicate;

/**
 * Tango's score test for the difference of paired proportions, and the interval that it makes. At no difference it is McNemar's.
 *
 * @param n pairs
 * @param gained only the candidate right
 * @param lost only the reference right
 * @see <a href="https://pubmed.ncbi.nlm.nih.gov/9595618/">Tango, Equivalence test and confidence interval for the difference in
 *     proportions for the paired-sample design, Statistics in Medicine 17 (1998)</a>
 */
record Tango(long n, long gained, long lost) {
    private static final int HALVINGS = 60;

    double change() {
        return (double) (gained - lost) / n;
    }

    /** How many standard errors the change is above {@code expected}, the error taken as if that were the truth. */
    double statistic(double expected) {
        double distance = gained - lost - n * expected;
        if (distance == 0) {
            return 0;
        }
        double variance = n * Math.max(0, 2 * lostShare(expected) + expected * (1 - expected));
        return distance / Math.sqrt(variance);
    }

    /** The likeliest probability of a loss if the true change is {@code expected}: the root of a quadratic equation. */
    private double lostShare(double expected) {
        double a = 2.0 * n;
        double b = -gained - lost + (2.0 * n - gained + lost) * expected;
        double c = -lost * expected * (1 - expected);
        double root = Math.sqrt(Math.max(0, b * b - 4 * a * c));
        return b > 0 ? -2 * c / (root + b) : (root - b) / (2 * a); // Either way, nothing cancels
    }

    /** The least change that is not refuted. */
    double lower(double z) {
        return bisect(-1, change(), change -> statistic(change) > z);
    }

    /** The greatest change that is not refuted. */
    double upper(double z) {
        return bisect(change(), 1, change -> statistic(change) > -z);
    }

    /** Where a condition that holds on the left stops to. */
    private static double bisect(double left, double right, DoublePredicate holds) {
        double low = left;
        double high = right;
        for (int i = 0; i < HALVINGS; i++) {
            double middle = (low + high) / 2;
            if (holds.test(middle)) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return (low + high) / 2;
    }
}
