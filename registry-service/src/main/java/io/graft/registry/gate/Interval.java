package io.graft.registry.gate;

import io.graft.registry.evaluation.Measurements.Metric;
import org.jspecify.annotations.Nullable;

/** Between what a score is likely to lie. */
record Interval(double lower, double upper) {
    private static final double SAME = 1e-9;

    /**
     * Wilson's interval for shares, as the usual one has no width where all answers are right; else value and standard error.
     *
     * @return null where nothing is known of the error
     */
    static @Nullable Interval of(Metric score, double z) {
        if (isShare(score)) {
            return wilson(score.value(), score.documents(), z);
        }
        Double error = score.error();
        return error == null || !Double.isFinite(error)
                ? null
                : new Interval(score.value() - z * error, score.value() + z * error);
    }

    /** A mean of zeros and ones has exactly this standard error. */
    private static boolean isShare(Metric score) {
        double p = score.value();
        Double error = score.error();
        if (error == null || p < 0 || p > 1 || score.documents() < 2) {
            return false;
        }
        double expected = Math.sqrt(p * (1 - p) / (score.documents() - 1));
        return Math.abs(error - expected) <= SAME;
    }

    private static Interval wilson(double p, int n, double z) {
        double middle = p + z * z / (2 * n);
        double half = z * Math.sqrt(p * (1 - p) / n + z * z / (4.0 * n * n));
        double scale = 1 + z * z / n;
        return new Interval((middle - half) / scale, (middle + half) / scale);
    }
}
