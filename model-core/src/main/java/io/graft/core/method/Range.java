package io.graft.core.method;

/** The numbers from {@code least} to {@code most}; a bound that is not {@code closed} is itself outside. */
public record Range(double least, boolean closedBelow, double most, boolean closedAbove) {
    static final Range ANY = new Range(Double.NEGATIVE_INFINITY, false, Double.POSITIVE_INFINITY, false);
    static final Range POSITIVE = new Range(0, false, Double.POSITIVE_INFINITY, false);
    /** Shares of which nothing would be left at 0. */
    static final Range SHARE = new Range(0, false, 1, true);

    /** From 0 on. */
    static final Range FROM_ZERO = new Range(0, true, Double.POSITIVE_INFINITY, false);

    static final Range UNIT = new Range(0, true, 1, true);

    public boolean holds(double value) {
        return (closedBelow ? value >= least : value > least) && (closedAbove ? value <= most : value < most);
    }

    /** As mathematicians write it: {@code (0, 1]}. */
    @Override
    public String toString() {
        return (closedBelow ? "[" : "(") + text(least) + ", " + text(most) + (closedAbove ? "]" : ")");
    }

    private static String text(double bound) {
        if (Double.isInfinite(bound)) {
            return bound < 0 ? "-∞" : "∞";
        }
        return bound == Math.rint(bound) ? Long.toString((long) bound) : Double.toString(bound);
    }
}
