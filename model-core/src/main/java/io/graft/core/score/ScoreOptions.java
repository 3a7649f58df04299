package io.graft.core.score;

/**
 * How scores are computed.
 *
 * @param bootstrapIterations how often documents are drawn again for a standard error that has no formula; 0 for no standard
 *     errors at all
 * @param summation the Python to be equal to, to the last digit
 */
public record ScoreOptions(int bootstrapIterations, Summation summation) {
    /** lm-evaluation-harness's own: 100,000 iterations. */
    public static final ScoreOptions DEFAULT = new ScoreOptions(100_000, Summation.PLAIN);

    public ScoreOptions {
        if (bootstrapIterations < 0) {
            throw new IllegalArgumentException("%d iterations".formatted(bootstrapIterations));
        }
    }

    int iterations(Aggregation aggregation) {
        return aggregation.slow() ? Math.min(bootstrapIterations, 100) : bootstrapIterations;
    }
}
