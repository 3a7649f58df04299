package io.graft.core.forgetting;

/**
 * McNemar's test of no change: with few flips, the mid-p of the binomial distribution, otherwise the normal approximation.
 *
 * @param gained only the candidate right
 * @param lost only the reference right
 */
record McNemar(long gained, long lost) {
    private static final long FEW = 25;

    /** p-value of no change in either direction. */
    double p() {
        return isFew() ? Math.min(1, 2 * Math.min(midP(lost), midP(gained))) : Normal.beyond(z());
    }

    /** p-value of the candidate being no worse. */
    double pOfLoss() {
        return isFew() ? midP(lost) : Normal.below(z());
    }

    private boolean isFew() {
        return gained + lost < FEW;
    }

    private double z() {
        return (gained - lost) / Math.sqrt((double) (gained + lost));
    }

    /** The chance of more than these flips of one kind, and half that of as many, if both kinds are as likely. */
    private double midP(long flips) {
        long all = gained + lost;
        double probability = Math.pow(0.5, (double) all);
        double sum = 0;
        for (long k = all; k > flips; k--) {
            sum += probability;
            probability *= (double) k / (all - k + 1);
        }
        return sum + probability / 2;
    }
}
