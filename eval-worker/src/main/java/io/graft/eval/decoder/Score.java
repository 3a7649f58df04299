package io.graft.eval.decoder;

/**
 * How likely the tokens were that a {@link Passage} asks about, each after all before it.
 *
 * @param logProbabilities natural logarithms, one for each token, from a float32 log-softmax
 * @param greedy whether each of them was the likeliest token
 */
public record Score(float[] logProbabilities, boolean greedy) {
    /** The log-likelihood of all of them together, added up in float32, as lm-evaluation-harness does. */
    public double logLikelihood() {
        float sum = 0;
        for (float one : logProbabilities) {
            sum += one;
        }
        return sum;
    }
}
