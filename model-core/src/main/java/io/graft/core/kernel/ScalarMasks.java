package io.graft.core.kernel;

/** Clears what a mask does not keep. */
final class ScalarMasks {
    private ScalarMasks() {}

    static void keep(double[] values, double[] scores, double least, int from, int to) {
        for (int i = from; i < to; i++) {
            values[i] = Math.abs(scores[i]) >= least ? values[i] : 0;
        }
    }

    static void drop(double[] values, double[] scores, double least, int from, int to) {
        for (int i = from; i < to; i++) {
            values[i] = Math.abs(scores[i]) >= least ? 0 : values[i];
        }
    }

    static void keepLess(double[] values, double[] scores, double[] limits, int from, int to) {
        for (int i = from; i < to; i++) {
            values[i] = scores[i] < limits[i] ? values[i] : 0;
        }
    }

    static int sift(double[] scores, double least, double most, int from, int to, Places between) {
        int above = 0;
        for (int i = from; i < to; i++) {
            double score = Math.abs(scores[i]);
            if (score >= most) {
                above++;
            } else if (score >= least) {
                between.add(i);
            }
        }
        return above;
    }
}
