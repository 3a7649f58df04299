package io.graft.core.suite;

import java.util.Locale;

/** What a task asks of a model: lm-evaluation-harness's {@code output_type}. */
public enum OutputType {
    /** One {@link Request.Likelihood} for each choice. */
    MULTIPLE_CHOICE,
    /** One {@link Request.Likelihood} of the target. */
    LOGLIKELIHOOD,
    /** One {@link Request.RollingLikelihood} of the target. */
    LOGLIKELIHOOD_ROLLING,
    /** One {@link Request.Generation}. */
    GENERATE_UNTIL;

    /** As a task file writes it: {@code multiple_choice}. */
    public String written() {
        return name().toLowerCase(Locale.ROOT);
    }
}
