package io.graft.eval.verification;

/**
 * How two models differ at one position.
 *
 * @param divergence Kullback-Leibler, from the first to the second, in nats
 * @param gap between the first model's two largest logits
 * @param sameTop whether the largest logit is the same token's
 * @param squares of the differences of logits, summed
 * @param probability of the next token: the second's minus the first's
 * @param likelihoodLoss how much less likely the second finds the next token, in nats
 */
record RowDifference(
        double divergence, double gap, boolean sameTop, double squares, double probability, double likelihoodLoss) {
    /** @param next the token that follows in the text */
    static RowDifference of(float[] first, float[] second, int next) {
        double firstSum = logSumExp(first);
        double secondSum = logSumExp(second);
        double divergence = 0;
        double squares = 0;
        for (int i = 0; i < first.length; i++) {
            double p = first[i] - firstSum;
            divergence += Math.exp(p) * (p - (second[i] - secondSum));
            double difference = (double) second[i] - first[i];
            squares += difference * difference;
        }
        int top = top(first, -1);
        double before = first[next] - firstSum;
        double after = second[next] - secondSum;
        return new RowDifference(
                Math.max(0, divergence),
                first.length < 2 ? Double.POSITIVE_INFINITY : (double) first[top] - first[top(first, top)],
                top == top(second, -1),
                squares,
                Math.exp(after) - Math.exp(before),
                before - after);
    }

    private static double logSumExp(float[] logits) {
        double largest = logits[top(logits, -1)];
        double sum = 0;
        for (float logit : logits) {
            sum += Math.exp(logit - largest);
        }
        return largest + Math.log(sum);
    }

    /** The first of the largest, but for one. */
    private static int top(float[] logits, int without) {
        int top = without == 0 ? Math.min(1, logits.length - 1) : 0;
        for (int i = top + 1; i < logits.length; i++) {
            if (i != without && logits[i] > logits[top]) {
                top = i;
            }
        }
        return top;
    }
}
