package io.graft.eval.decoder;

/** How likely the tokens were that a {@link Passage} asks about, each after all before it. */
public final class Score {
    private final float[] logProbabilities;
    private final boolean greedy;

    Score(float[] logProbabilities, boolean greedy) {
        this.logProbabilities = logProbabilities;
        this.greedy = greedy;
    }

    /** Natural logarithms, one for each token, from a float32 log-softmax. */
    public float[] logProbabilities() {
        return logProbabilities.clone();
    }

    /** Whether each of them was the likeliest token. */
    public boolean greedy() {
        return greedy;
    }

    /** The log-likelihood of all of them together, added up in float32, as lm-evaluation-harness does. */
    public double logLikelihood() {
        float sum = 0;
        for (float one : logProbabilities) {
            sum += one;
        }
        return sum;
    }
}
