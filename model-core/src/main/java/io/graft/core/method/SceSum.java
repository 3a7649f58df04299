package io.graft.core.method;

import io.graft.core.kernel.Cut;
import io.graft.core.kernel.Survey;
import io.graft.core.kernel.Tile;
import io.graft.core.kernel.Workspace;
import io.graft.core.tensor.Shape;
import java.util.Arrays;

/** The base plus the weighted mean of the selected changes that have the sign of their sum. */
final class SceSum implements Formula {
    /** mergekit's bounds: a smaller mean square leaves all models the same weight, and no smaller sum of weights is divided by. */
    private static final double SMALLEST_SUM = 1e-6;

    private final Vectors vectors;
    private final Shape shape;
    private final double share;
    private Selection selection = Selection.ALL;
    private double[] weights = {};

    /** @param share of the places with a variance that are merged */
    SceSum(Vectors vectors, Shape shape, double share) {
        this.vectors = vectors;
        this.shape = shape;
        this.share = share;
    }

    @Override
    public Cut cut() {
        return vectors.cut();
    }

    @Override
    public void prepare(Survey survey) throws InterruptedException {
        vectors.prepare(survey);
        if (share < 1) {
            long[] varying = survey.collect(shape, cut(), () -> new long[1], this::countVarying, SceSum::sum);
            selection = Selection.ofLargest((long) (share * varying[0]), this::variance, shape, cut(), survey);
        }
        double[] squares =
                survey.collect(shape, cut(), () -> new double[vectors.count()], this::addSquares, SceSum::sum);
        weights = weights(squares, shape.elements());
    }

    private static double[] weights(double[] squares, long elements) {
        double[] means = Arrays.stream(squares).map(one -> one / elements).toArray();
        double sum = Weights.sum(means);
        return Arrays.stream(means)
                .map(mean -> sum < SMALLEST_SUM ? 1.0 / means.length : mean / sum)
                .toArray();
    }

    private void countVarying(long[] count, Tile tile, Workspace workspace) {
        int mark = workspace.mark();
        double[] variance = workspace.take(tile.count());
        variance(tile, variance, workspace);
        for (int i = 0; i < tile.count(); i++) {
            count[0] += variance[i] != 0 ? 1 : 0;
        }
        workspace.reset(mark);
    }

    private void addSquares(double[] squares, Tile tile, Workspace workspace) {
        int mark = workspace.mark();
        double[][] changes = selected(tile, vectors.readOrigin(tile, workspace), workspace);
        for (int k = 0; k < changes.length; k++) {
            squares[k] += Products.sum(changes[k], changes[k], 0, tile.count());
        }
        workspace.reset(mark);
    }

    private void variance(Tile tile, double[] into, Workspace workspace) {
        int mark = workspace.mark();
        variance(vectors.read(tile, vectors.readOrigin(tile, workspace), workspace), tile.count(), into);
        workspace.reset(mark);
    }

    /**
     * Measured from the first model's change, so that it is exactly 0 where all are the same. What is not a number is selected
     * before all else, so that it is not lost.
     */
    private static void variance(double[][] changes, int elements, double[] into) {
        for (int i = 0; i < elements; i++) {
            double from = changes[0][i];
            double mean = 0;
            for (double[] change : changes) {
                mean += (change[i] - from) / changes.length;
            }
            double sum = 0;
            for (double[] change : changes) {
                double distance = change[i] - from - mean;
                sum = Math.fma(distance, distance, sum);
            }
            into[i] = Double.isNaN(sum) ? Double.POSITIVE_INFINITY : sum / changes.length;
        }
    }

    /** The changes, 0 where they are not selected. */
    private double[][] selected(Tile tile, double[] base, Workspace workspace) {
        double[][] changes = vectors.read(tile, base, workspace);
        if (share < 1) {
            double[] variance = workspace.take(tile.count());
            variance(changes, tile.count(), variance);
            for (double[] change : changes) {
                selection.keep(tile, change, variance, workspace.kernels());
            }
        }
        return changes;
    }

    @Override
    public void compute(Tile tile, double[] result, Workspace workspace) {
        int mark = workspace.mark();
        double[] base = vectors.readOrigin(tile, workspace);
        double[][] changes = selected(tile, base, workspace);
        for (int i = 0; i < tile.count(); i++) {
            result[i] = base[i] + agreed(changes, i);
        }
        workspace.reset(mark);
    }

    private double agreed(double[][] changes, int i) {
        double sum = 0;
        for (double[] change : changes) {
            sum += change[i];
        }
        double sign = sum >= 0 ? 1 : -1;
        double mixed = 0;
        double divisor = 0;
        for (int k = 0; k < changes.length; k++) {
            double weight = changes[k][i] * sign <= 0 ? 0 : weights[k];
            mixed = Math.fma(weight, changes[k][i], mixed);
            divisor += weight;
        }
        return mixed / Math.max(divisor, SMALLEST_SUM);
    }

    private static long[] sum(long[] counts, long[] later) {
        Arrays.setAll(counts, i -> counts[i] + later[i]);
        return counts;
    }

    private static double[] sum(double[] sums, double[] later) {
        Arrays.setAll(sums, i -> sums[i] + later[i]);
        return sums;
    }

    @Override
    public void release() {
        vectors.release();
    }
}
