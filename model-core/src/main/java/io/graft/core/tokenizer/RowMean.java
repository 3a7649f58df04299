package io.graft.core.tokenizer;

/** Sums rows element by element, to their mean. */
final class RowMean {
    private final double[] sums;
    private long count;

    RowMean(int width) {
        this.sums = new double[width];
    }

    /**
     * Adds a piece of a row.
     *
     * @param at where it begins in {@code values}
     * @param column where it begins in the row
     */
    void add(double[] values, int at, int column, int columns) {
        for (int i = 0; i < columns; i++) {
            sums[column + i] += values[at + i];
        }
        count += columns;
    }

    RowMean plus(RowMean other) {
        for (int i = 0; i < sums.length; i++) {
            sums[i] += other.sums[i];
        }
        count += other.count;
        return this;
    }

    /** The means; zeros if nothing was added. */
    double[] values() {
        double[] means = new double[sums.length];
        double rows = (double) count / sums.length;
        for (int i = 0; i < means.length && count > 0; i++) {
            means[i] = sums[i] / rows;
        }
        return means;
    }
}
