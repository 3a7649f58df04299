package io.graft.core.forgetting;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What became of one task between a reference and a candidate.
 *
 * @param before the reference's score: a mean, a corpus metric, or a loss in nats per unit
 * @param after the candidate's
 * @param change how much better the candidate is, in the same unit, whatever the metric's direction; below 0 is worse
 * @param error standard error of the change, paired
 * @param lower one-sided lower bound of the change
 * @param upper one-sided upper bound of the change
 * @param p two-sided p-value of no change: McNemar's for scores of 0 and 1
 * @param flips for scores of 0 and 1
 * @param retention what is left of the reference's score beyond chance, 1 for all of it; null for losses and near chance
 * @param margin null if the task is not decided on
 * @param verdict null if the task is not decided on
 */
public record Difference(
        String task,
        String metric,
        int documents,
        double before,
        double after,
        double change,
        double error,
        double lower,
        double upper,
        double p,
        Basis basis,
        @Nullable Flips flips,
        @Nullable Double retention,
        @Nullable Double margin,
        @Nullable Verdict verdict) {
    /** How error and bounds were found. */
    public enum Basis {
        /** Tango's score interval for paired proportions (1998). */
        TANGO,
        /** Mean and standard deviation of paired differences. */
        PAIRED,
        /** The same with errors clustered by what documents have in common. */
        CLUSTERED,
        /** Ratio estimate, documents as units. */
        RATIO,
        /** Paired BCa bootstrap over documents. */
        BOOTSTRAP;

        /** The word used in JSON. */
        @JsonValue
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
