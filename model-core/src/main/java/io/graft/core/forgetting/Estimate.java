package io.graft.core.forgetting;

/**
 * A change for the better, and how far it is known.
 *
 * @param units independent ones that it was estimated from: documents or clusters
 * @param few whether there are too few of them to believe the bounds
 * @param p two-sided, that there is no change
 * @param pOfLoss one-sided, that the candidate is no worse
 */
record Estimate(
        double change,
        double error,
        double lower,
        double upper,
        double p,
        double pOfLoss,
        long units,
        boolean few,
        Difference.Basis basis) {
    /** Below so many, a mean's distribution need not be normal. */
    static final long FEW = 30;

    /** By the normal approximation. */
    static Estimate normal(double change, double error, double z, long units, Difference.Basis basis) {
        double distance = change == 0 ? 0 : change / error;
        return new Estimate(
                change,
                error,
                change - z * error,
                change + z * error,
                Normal.beyond(distance),
                Normal.below(distance),
                units,
                units < FEW,
                basis);
    }

    /** With bounds at least as far apart as these. */
    Estimate widened(double least, double greatest) {
        return new Estimate(
                change, error, Math.min(lower, least), Math.max(upper, greatest), p, pOfLoss, units, few, basis);
    }
}
