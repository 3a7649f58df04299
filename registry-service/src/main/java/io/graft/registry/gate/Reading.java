package io.graft.registry.gate;

import org.jspecify.annotations.Nullable;

/**
 * A number that was held against a limit.
 *
 * @param of what it is of: {@code arc/acc}, {@code bytes}
 * @param against the model it is a difference to, if it is one
 * @param documents from which it comes, if it comes from documents
 * @param value the number; a difference is below 0 where the version is worse
 * @param lower bound of the value, if it is not exact
 * @param upper bound of the value, if it is not exact
 * @param limit that it has to keep; null where nothing was set
 */
public record Reading(
        String of,
        @Nullable String against,
        @Nullable Integer documents,
        double value,
        @Nullable Double lower,
        @Nullable Double upper,
        @Nullable Double limit,
        Outcome outcome) {
    /** A number that is known exactly and has to be no more than another. */
    static Reading atMost(String of, double value, double limit) {
        return new Reading(of, null, null, value, null, null, limit, value <= limit ? Outcome.PASS : Outcome.FAIL);
    }

    /** For a person: {@code arc -0.0312 (-0.0520 to -0.0104)}. */
    String words() {
        return lower == null || upper == null ? of : "%s %+.4f (%+.4f to %+.4f)".formatted(of, value, lower, upper);
    }
}
