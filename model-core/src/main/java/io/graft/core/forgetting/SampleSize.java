package io.graft.core.forgetting;

/** How many documents a test of non-inferiority needs. */
public final class SampleSize {
    private SampleSize() {}

    /**
     * Documents for a given power: {@code (z + zPower)² · variance / (margin + change)²}.
     *
     * @param variance of the difference on one document; for scores of 0 and 1, the share of documents that flip
     * @param change the true change, below 0 if worse
     * @param z that the bound is away from the estimate, 1.645 for a one-sided error of 5 %
     * @param zPower 0.842 for a power of 80 %
     * @return {@link Long#MAX_VALUE} if no number suffices, as the change is not within the margin
     */
    public static long documents(double variance, double margin, double change, double z, double zPower) {
        double room = margin + change;
        if (room <= 0) {
            return Long.MAX_VALUE;
        }
        return (long) Math.ceil(Math.pow((z + zPower) / room, 2) * variance);
    }

    /** Documents without which not even an unchanged model passes Tango's test. */
    static long withoutFlips(double margin, double z) {
        return (long) Math.floor(z * z * (1 - margin) / margin) + 1;
    }

    /** The z of a power, when each of several tests must pass at once. */
    static double zOfPower(double power, int tests) {
        return Normal.quantile(1 - (1 - power) / Math.max(1, tests));
    }
}
