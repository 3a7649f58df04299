package io.graft.core.score;

/**
 * eˣ as a pair of doubles, rounded once: the same on every machine, where {@link Math#exp} is not, and the nearest double in all
 * but the rarest cases, where {@link StrictMath#exp} is next to it for one argument in ten.
 */
final class Exponential {
    private static final double LN2_HIGH = 0x1.62e42fefa39efp-1;
    private static final double LN2_LOW = 0x1.abc9e3b39803fp-56;
    private static final int HALVINGS = 8;
    private static final int TERMS = 11;

    private double high;
    private double low;

    private Exponential(double high, double low) {
        set(high, low);
    }

    static double of(double x) {
        if (!(Math.abs(x) < 700)) {
            return StrictMath.exp(x);
        }
        double binades = Math.rint(x / LN2_HIGH);
        double product = binades * LN2_HIGH;
        double rest = -(Math.fma(binades, LN2_HIGH, -product) + binades * LN2_LOW);
        Exponential remainder = new Exponential(x - product, rest);
        return Math.scalb(remainder.exponential(), (int) binades);
    }

    private void set(double large, double small) {
        high = large + small;
        low = small - (high - large);
    }

    private double exponential() {
        Exponential lessOne = scaled(1.0 / (1 << HALVINGS)).series();
        for (int i = 0; i < HALVINGS; i++) {
            lessOne.square();
        }
        lessOne.add(1, 0);
        return lessOne.high + lessOne.low;
    }

    private Exponential scaled(double powerOfTwo) {
        return new Exponential(high * powerOfTwo, low * powerOfTwo);
    }

    /** eˣ − 1 by its Taylor series, for |x| below 2⁻⁹. */
    private Exponential series() {
        Exponential sum = new Exponential(high, low);
        Exponential term = new Exponential(high, low);
        for (int i = 2; i <= TERMS; i++) {
            term.multiply(this);
            term.divide(i);
            sum.add(term.high, term.low);
        }
        return sum;
    }

    /** From eˣ − 1 to e²ˣ − 1. */
    private void square() {
        Exponential squared = new Exponential(high, low);
        squared.multiply(this);
        set(2 * high, 2 * low);
        add(squared.high, squared.low);
    }

    private void multiply(Exponential other) {
        double product = high * other.high;
        set(product, Math.fma(high, other.high, -product) + high * other.low + low * other.high);
    }

    private void divide(int divisor) {
        double quotient = high / divisor;
        set(quotient, (Math.fma(-quotient, divisor, high) + low) / divisor);
    }

    private void add(double otherHigh, double otherLow) {
        double sum = high + otherHigh;
        double part = sum - high;
        set(sum, (high - (sum - part)) + (otherHigh - part) + low + otherLow);
    }
}
