package io.graft.core.method;

import io.graft.core.kernel.Cut;
import io.graft.core.kernel.Kernels;
import io.graft.core.kernel.Survey;
import io.graft.core.kernel.Tile;
import io.graft.core.kernel.Workspace;
import io.graft.core.tensor.Shape;
import java.util.Optional;

/**
 * Which elements of a tensor have the largest scores, exactly that many of them: those above {@code least}, and those equal to it
 * that lie before element {@code end}, counted row by row. So among equals those that come first are selected.
 */
record Selection(double least, long end) {
    static final Selection ALL = new Selection(0, Long.MAX_VALUE);
    /** Nothing compares to NaN. */
    static final Selection NONE = new Selection(Double.NaN, 0);

    /** What each element of a tile scores. The sign is ignored, so a difference is as good as its magnitude. */
    @FunctionalInterface
    interface Scores {
        void fill(Tile tile, double[] scores, Workspace workspace);
    }

    /**
     * Selects without sorting: in one reading where a sample tells what to look at, else by histograms of the scores' bits, coarse
     * ones first, in two or three.
     *
     * @param count how many to select
     */
    static Selection ofLargest(long count, Scores scores, Shape shape, Cut cut, Survey survey)
            throws InterruptedException {
        if (count <= 0) {
            return NONE;
        }
        if (count >= shape.elements()) {
            return ALL;
        }
        Optional<Selection> sampled = shape.elements() < SampledSearch.LARGE
                ? Optional.empty()
                : new SampledSearch(scores, shape, cut, survey).largest(count);
        return sampled.isPresent() ? sampled.get() : new SelectionSearch(scores, shape, cut, survey).largest(count);
    }

    boolean selects(double score, long element) {
        return Math.abs(score) >= leastAt(element);
    }

    /** Clears the values of a tile whose scores are not selected. Scores and values may be the same. */
    void keep(Tile tile, double[] values, double[] scores, Kernels kernels) {
        if (least == 0 && end == Long.MAX_VALUE) {
            return;
        }
        for (int i = 0; i < tile.rows(); i++) {
            int from = i * tile.columns();
            int split = from + before(tile, i);
            kernels.keep(values, scores, least, from, split);
            kernels.keep(values, scores, Math.nextUp(least), split, from + tile.columns());
        }
    }

    /** Clears the values of a tile whose scores are selected. */
    void drop(Tile tile, double[] values, double[] scores, Kernels kernels) {
        for (int i = 0; i < tile.rows(); i++) {
            int from = i * tile.columns();
            int split = from + before(tile, i);
            kernels.drop(values, scores, least, from, split);
            kernels.drop(values, scores, Math.nextUp(least), split, from + tile.columns());
        }
    }

    /** How many of a row's elements lie before the end. */
    private int before(Tile tile, int row) {
        return Math.clamp(end - tile.first(row), 0, tile.columns());
    }

    private double leastAt(long element) {
        return element < end ? least : Math.nextUp(least);
    }
}
