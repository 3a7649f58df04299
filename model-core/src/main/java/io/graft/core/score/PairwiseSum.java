package io.graft.core.score;

/** NumPy's {@code sum} over a contiguous array of doubles: eight running sums, over halves of halves. */
final class PairwiseSum {
    private static final int BLOCK = 128;

    private PairwiseSum() {}

    static double of(double[] terms) {
        return of(terms, 0, terms.length);
    }

    static double mean(double[] terms) {
        return of(terms) / terms.length;
    }

    private static double of(double[] terms, int from, int count) {
        if (count < 8) {
            return inOrder(0, terms, from, from + count);
        }
        if (count <= BLOCK) {
            return byEight(terms, from, count);
        }
        int half = count / 2 - count / 2 % 8;
        return of(terms, from, half) + of(terms, from + half, count - half);
    }

    private static double inOrder(double start, double[] terms, int from, int to) {
        double sum = start;
        for (int i = from; i < to; i++) {
            sum += terms[i];
        }
        return sum;
    }

    private static double byEight(double[] terms, int from, int count) {
        double[] sums = new double[8];
        int whole = count - count % 8;
        for (int i = 0; i < whole; i++) {
            sums[i % 8] += terms[from + i];
        }
        double sum = ((sums[0] + sums[1]) + (sums[2] + sums[3])) + ((sums[4] + sums[5]) + (sums[6] + sums[7]));
        return inOrder(sum, terms, from + whole, from + count);
    }
}
