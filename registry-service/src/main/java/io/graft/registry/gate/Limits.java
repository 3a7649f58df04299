package io.graft.registry.gate;

import io.graft.core.forgetting.Normal;
import io.graft.registry.evaluation.Measurements.Metric;
import org.jspecify.annotations.Nullable;

/** Between what a score has to be; one of the two at least is there. */
record Limits(@Nullable Double atLeast, @Nullable Double atMost) {
    static void requireSome(@Nullable Double atLeast, @Nullable Double atMost) {
        if (atLeast == null && atMost == null) {
            throw GateError.refused("atLeast", "The score may be anything", "Set atLeast, atMost or both.");
        }
        if (atLeast != null && atMost != null && atLeast > atMost) {
            throw GateError.refused(
                    "atMost", "No score is at least %s and at most %s".formatted(atLeast, atMost), "Exchange the two.");
        }
        requireFinite("atLeast", atLeast);
        requireFinite("atMost", atMost);
    }

    Reading read(String name, Metric score, @Nullable Double confidence) {
        if (confidence == null) {
            return reading(name, score, null, judge(score.value(), score.value()));
        }
        Interval bounds = Interval.of(score, Normal.quantile(confidence));
        return bounds == null
                ? reading(name, score, null, Outcome.INCONCLUSIVE)
                : reading(name, score, bounds, judge(bounds.lower(), bounds.upper()));
    }

    String words() {
        if (atMost == null) {
            return "at least %s".formatted(atLeast);
        }
        return atLeast == null ? "at most %s".formatted(atMost) : "%s to %s".formatted(atLeast, atMost);
    }

    private Reading reading(String name, Metric score, @Nullable Interval bounds, Outcome outcome) {
        return new Reading(
                name,
                null,
                score.documents(),
                score.value(),
                bounds == null ? null : bounds.lower(),
                bounds == null ? null : bounds.upper(),
                atLeast == null ? atMost : atLeast,
                outcome);
    }

    private Outcome judge(double lower, double upper) {
        Outcome above = atLeast == null ? Outcome.PASS : Outcome.above(atLeast, lower, upper);
        Outcome below = atMost == null ? Outcome.PASS : Outcome.above(-atMost, -upper, -lower);
        return Outcome.all(java.util.List.of(above, below));
    }

    private static void requireFinite(String field, @Nullable Double limit) {
        if (limit != null && !Double.isFinite(limit)) {
            throw GateError.refused(field, "%s is no limit".formatted(limit), "Write a finite number.");
        }
    }
}
