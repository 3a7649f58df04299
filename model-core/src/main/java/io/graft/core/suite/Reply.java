package io.graft.core.suite;

/** What a model answers to a {@link Request}. */
public sealed interface Reply {
    /**
     * To {@link Request.Likelihood}.
     *
     * @param logLikelihood natural logarithm, of the whole continuation
     * @param greedy whether the model would have written it by itself
     */
    record Likelihood(double logLikelihood, boolean greedy) implements Reply {}

    /** To {@link Request.RollingLikelihood}: natural logarithm, of the whole text. */
    record RollingLikelihood(double logLikelihood) implements Reply {}

    /** To {@link Request.Generation}, without what stopped it. */
    record Text(String text) implements Reply {}
}
