package io.graft.core.suite;

import java.util.List;

/** One question to a model, as text: lm-evaluation-harness's request types. */
public sealed interface Request {
    /**
     * How likely is the continuation after the context ({@code loglikelihood})?
     *
     * @param context may be empty; the model's prefix token then stands before the continuation
     * @param continuation with its delimiter
     */
    record Likelihood(String context, String continuation) implements Request {}

    /** How likely is the whole text, however long ({@code loglikelihood_rolling})? */
    record RollingLikelihood(String text) implements Request {}

    /**
     * How does it go on ({@code generate_until})?
     *
     * @param until the answer ends before the first of these, or at the end of the text
     * @param maxTokens at most so many tokens, at least 1
     * @param sampling how the next token is chosen
     */
    record Generation(String context, List<String> until, int maxTokens, Sampling sampling) implements Request {
        public Generation {
            until = List.copyOf(until);
            if (maxTokens < 1) {
                throw new IllegalArgumentException("At most %d tokens".formatted(maxTokens));
            }
        }
    }
}
