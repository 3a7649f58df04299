package io.graft.core.delta;

import io.graft.core.kernel.Tile;

/** A factor for each place along one dimension of a tensor. */
final class Scaling {
    private final double[] factors;
    private final long stride;

    /** Factors for places that are {@code stride} elements apart. */
    Scaling(double[] factors, long stride) {
        this.factors = factors;
        this.stride = stride;
    }

    void apply(Tile tile, double[] values) {
        for (int i = 0; i < tile.rows(); i++) {
            apply(tile.first(i), values, i * tile.columns(), tile.columns());
        }
    }

    private void apply(long first, double[] values, int at, int count) {
        int done = 0;
        while (done < count) {
            long place = (first + done) / stride;
            int step = (int) Math.min(count - done, stride - (first + done) % stride);
            int index = (int) (place % factors.length);
            if (stride == 1) {
                step = Math.min(count - done, factors.length - index);
                multiplyEach(values, at + done, index, step);
            } else {
                multiplyAll(values, at + done, factors[index], step);
            }
            done += step;
        }
    }

    private void multiplyEach(double[] values, int at, int from, int count) {
        for (int i = 0; i < count; i++) {
            values[at + i] *= factors[from + i];
        }
    }

    private static void multiplyAll(double[] values, int at, double factor, int count) {
        for (int i = 0; i < count; i++) {
            values[at + i] *= factor;
        }
    }
}
