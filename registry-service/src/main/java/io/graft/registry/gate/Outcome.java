package io.graft.registry.gate;

import com.fasterxml.jackson.annotation.JsonCreator;
import java.util.Collection;
import java.util.Locale;

/** How something was judged. */
public enum Outcome {
    PASS,
    FAIL,
    /** What is known does not tell. */
    INCONCLUSIVE;

    @JsonCreator
    static Outcome parse(String word) {
        try {
            return valueOf(word.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw GateError.refused(
                    "outcome", "\"%s\" is not an outcome".formatted(word), "Use pass, fail or inconclusive.");
        }
    }

    /** Fails if any does, passes only if all do; where there is nothing to judge by, nothing is known. */
    static Outcome all(Collection<Outcome> outcomes) {
        if (outcomes.contains(FAIL)) {
            return FAIL;
        }
        return outcomes.isEmpty() || outcomes.contains(INCONCLUSIVE) ? INCONCLUSIVE : PASS;
    }

    /** Of a value that has to be above a limit and lies between two bounds. */
    static Outcome above(double limit, double lower, double upper) {
        if (lower >= limit) {
            return PASS;
        }
        return upper < limit ? FAIL : INCONCLUSIVE;
    }
}
