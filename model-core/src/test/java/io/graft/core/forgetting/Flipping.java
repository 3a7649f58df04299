package io.graft.core.forgetting;

import java.util.Arrays;
import java.util.function.LongPredicate;

/**
 * Two models on n documents: a share of them flips, and the true change is known. Chances are summed over all outcomes that can be
 * met, not drawn.
 *
 * @param flips share of documents that flip (psi)
 * @param change true change (delta)
 */
record Flipping(int n, double flips, double change) {
    private static final double NEGLIGIBLE = 1e-12;

    /** What one look at the documents may lead to. */
    interface Rule {
        boolean releases(Tango counts);
    }

    /** The chance that a rule releases the candidate. A rule that releases must do so with more gains, too. */
    double chanceOfRelease(Rule rule) {
        double gain = (flips + change) / 2;
        double loss = (flips - change) / 2;
        double[] losses = binomial(n, loss);
        double chance = 0;
        for (int lost = 0; lost <= n; lost++) {
            if (losses[lost] > NEGLIGIBLE) {
                chance += losses[lost] * chanceWith(lost, gain / (1 - loss), rule);
            }
        }
        return chance;
    }

    private double chanceWith(int lost, double gain, Rule rule) {
        int rest = n - lost;
        int least = least(rest, gained -> rule.releases(new Tango(n, gained, lost)));
        double[] gains = binomial(rest, gain);
        return least > rest ? 0 : Arrays.stream(gains, least, rest + 1).sum();
    }

    private static int least(int most, LongPredicate enough) {
        int low = 0;
        int high = most + 1;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (enough.test(middle)) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }

    /** The chances of 0 to n, outwards from the likeliest. */
    private static double[] binomial(int n, double p) {
        double[] chances = new double[n + 1];
        int mode = (int) Math.min(n, Math.floor((n + 1) * p));
        chances[mode] = 1;
        for (int k = mode; k < n; k++) {
            chances[k + 1] = chances[k] * (n - k) / (k + 1) * p / (1 - p);
        }
        for (int k = mode; k > 0; k--) {
            chances[k - 1] = chances[k] * k / (n - k + 1) * (1 - p) / p;
        }
        double all = Arrays.stream(chances).sum();
        return Arrays.stream(chances).map(chance -> chance / all).toArray();
    }
}
