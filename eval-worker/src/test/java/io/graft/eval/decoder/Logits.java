package io.graft.eval.decoder;

/** Compares rows of logits. */
final class Logits {
    private Logits() {}

    static double largestDifference(float[][] some, float[][] others, int offset) {
        double largest = 0;
        for (int i = 0; i < some.length; i++) {
            for (int j = 0; j < some[i].length; j++) {
                largest = Math.max(largest, Math.abs(some[i][j] - others[offset + i][j]));
            }
        }
        return largest;
    }

    /** The mean Kullback-Leibler divergence of what the rows say of the next token. */
    static double divergence(float[][] some, float[][] others) {
        double sum = 0;
        for (int i = 0; i < some.length; i++) {
            double[] p = logProbabilities(some[i]);
            double[] q = logProbabilities(others[i]);
            for (int j = 0; j < p.length; j++) {
                sum += Math.exp(p[j]) * (p[j] - q[j]);
            }
        }
        return sum / some.length;
    }

    static double[] logProbabilities(float[] logits) {
        double largest = Double.NEGATIVE_INFINITY;
        for (float logit : logits) {
            largest = Math.max(largest, logit);
        }
        double sum = 0;
        for (float logit : logits) {
            sum += Math.exp(logit - largest);
        }
        double[] logs = new double[logits.length];
        for (int i = 0; i < logs.length; i++) {
            logs[i] = logits[i] - largest - Math.log(sum);
        }
        return logs;
    }
}
