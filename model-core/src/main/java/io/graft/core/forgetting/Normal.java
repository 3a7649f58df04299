package io.graft.core.forgetting;

/** The standard normal distribution, to the precision of doubles. */
public final class Normal {
    private static final double FAR = 4;
    private static final double BEYOND = 38;
    private static final double NEGLIGIBLE = 1e-17;
    private static final int FRACTIONS = 80;

    private Normal() {}

    static double density(double x) {
        return Math.exp(-x * x / 2) / Math.sqrt(2 * Math.PI);
    }

    /** The probability of a value below {@code x}. */
    static double below(double x) {
        if (Math.abs(x) >= FAR) {
            return x < 0 ? tail(-x) : 1 - tail(x);
        }
        return 0.5 + density(x) * series(x);
    }

    /** The probability of a value above {@code x}; exact in the far tail, too. */
    static double above(double x) {
        return below(-x);
    }

    /** The probability of a value farther from 0. */
    static double beyond(double x) {
        return Math.min(1, 2 * above(Math.abs(x)));
    }

    /** Marsaglia, Evaluating the Normal Distribution (2004): x + x³/3 + x⁵/(3·5) + … */
    private static double series(double x) {
        double sum = 0;
        double term = x;
        for (int i = 3; Math.abs(term) > NEGLIGIBLE * Math.abs(sum); i += 2) {
            sum += term;
            term *= x * x / i;
        }
        return sum;
    }

    /** Laplace's continued fraction. */
    private static double tail(double x) {
        double fraction = x;
        for (int i = FRACTIONS; i > 0; i--) {
            fraction = x + i / fraction;
        }
        return density(x) / fraction;
    }

    /** The value with this probability below it. */
    public static double quantile(double probability) {
        double low = -BEYOND;
        double high = BEYOND;
        for (double middle = 0; low < middle && middle < high; middle = (low + high) / 2) {
            if (below(middle) < probability) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return high;
    }
}
