package io.graft.core.forgetting;

import java.util.Arrays;

/**
 * How sure every one of several looks at growing data must be, so that together they err no more often than one would.
 *
 * @see <a href="https://doi.org/10.1093/biomet/64.2.191">Pocock, Group sequential methods (1977)</a>
 */
final class Pocock {
    private static final int STEPS = 200;
    private static final double LOWEST = -8;

    private Pocock() {}

    /** The bound on z at each of {@code looks} equally spaced looks, one-sided. */
    static double bound(double alpha, int looks) {
        if (looks == 1) {
            return Normal.quantile(1 - alpha);
        }
        double low = Normal.quantile(1 - alpha);
        double high = Normal.quantile(1 - alpha / looks);
        while (high - low > 1e-7) {
            double middle = (low + high) / 2;
            if (crossed(middle, looks) > alpha) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return high;
    }

    /**
     * The chance that any look is above the bound. The sum of the data up to a look has as much variance as there were looks; its
     * density among those that were never above is carried from look to look on a grid (Armitage, McPherson and Rowe 1969).
     */
    private static double crossed(double bound, int looks) {
        double[] density = start(bound);
        for (int look = 2; look <= looks; look++) {
            density = next(density, bound, look);
        }
        return 1 - integral(density, width(bound, looks));
    }

    private static double[] start(double bound) {
        double[] density = new double[STEPS + 1];
        Arrays.setAll(density, i -> Normal.density(at(i, bound, 1)));
        return density;
    }

    private static double[] next(double[] before, double bound, int look) {
        double[] after = new double[STEPS + 1];
        double[] joint = new double[STEPS + 1];
        for (int i = 0; i <= STEPS; i++) {
            double sum = at(i, bound, look);
            Arrays.setAll(joint, j -> before[j] * Normal.density(sum - at(j, bound, look - 1)));
            after[i] = integral(joint, width(bound, look - 1));
        }
        return after;
    }

    private static double at(int step, double bound, int look) {
        return LOWEST * Math.sqrt(look) + step * width(bound, look);
    }

    private static double width(double bound, int look) {
        return (bound - LOWEST) * Math.sqrt(look) / STEPS;
    }

    /** By Simpson's rule. */
    private static double integral(double[] values, double width) {
        double sum = values[0] + values[STEPS];
        for (int i = 1; i < STEPS; i++) {
            sum += values[i] * (i % 2 == 0 ? 2 : 4);
        }
        return sum * width / 3;
    }
}
