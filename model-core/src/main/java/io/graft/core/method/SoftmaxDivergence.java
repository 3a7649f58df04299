package io.graft.core.method;

import io.graft.core.kernel.Cut;
import io.graft.core.kernel.Survey;
import io.graft.core.kernel.Tile;
import io.graft.core.kernel.Workspace;
import io.graft.core.tensor.Shape;
import java.util.Arrays;

/**
 * For each row, the Kullback-Leibler divergence {@code Σ p · log(p / q)} of the softmax of one vector from that of another, 1e-8
 * added to every p and q. As both add up to the same, it is {@code Σ p · (r - log(1 + r))} with {@code r = (q - p) / p}, which has
 * no negative terms that cancel.
 */
final class SoftmaxDivergence {
    private static final double FLOOR = 1e-8;

    private final Vectors pair;
    private final Shape shape;
    private final Partition.Runs rows;
    private final double[][] largest;
    private final double[][] sums;
    private final double[] divergence;

    private interface Step {
        void add(double[][] blocks, int row, int from, int to);
    }

    SoftmaxDivergence(Vectors pair, Shape shape, Partition.Runs rows) {
        this.pair = pair;
        this.shape = shape;
        this.rows = rows;
        this.largest = new double[pair.count()][rows.parts()];
        this.sums = new double[pair.count()][rows.parts()];
        this.divergence = new double[rows.parts()];
    }

    double[] measure(Survey survey) throws InterruptedException {
        for (double[] one : largest) {
            Arrays.fill(one, Double.NEGATIVE_INFINITY);
        }
        read(survey, this::compare);
        read(survey, this::sum);
        read(survey, this::diverge);
        return divergence;
    }

    /** Tiles of rectangles leave no row to two chunks, so that chunks never add to the same place. */
    private void read(Survey survey, Step step) throws InterruptedException {
        survey.collect(
                shape,
                pair.cut().and(Cut.RECTANGLES),
                () -> divergence,
                (_, tile, workspace) -> read(tile, workspace, step),
                (all, _) -> all);
    }

    private void read(Tile tile, Workspace workspace, Step step) {
        int mark = workspace.mark();
        double[][] blocks = pair.read(tile, pair.readOrigin(tile, workspace), workspace);
        rows.forEach(tile, (row, from, to) -> step.add(blocks, row, from, to));
        workspace.reset(mark);
    }

    private void compare(double[][] blocks, int row, int from, int to) {
        for (int k = 0; k < blocks.length; k++) {
            double most = largest[k][row];
            for (int i = from; i < to; i++) {
                most = Math.max(most, blocks[k][i]);
            }
            largest[k][row] = most;
        }
    }

    private void sum(double[][] blocks, int row, int from, int to) {
        for (int k = 0; k < blocks.length; k++) {
            double sum = sums[k][row];
            for (int i = from; i < to; i++) {
                sum += StrictMath.exp(blocks[k][i] - largest[k][row]);
            }
            sums[k][row] = sum;
        }
    }

    private void diverge(double[][] blocks, int row, int from, int to) {
        double sum = divergence[row];
        for (int i = from; i < to; i++) {
            double p = share(blocks, 0, row, i);
            double r = (share(blocks, 1, row, i) - p) / p;
            sum = Math.fma(p, r - StrictMath.log1p(r), sum);
        }
        divergence[row] = sum;
    }

    private double share(double[][] blocks, int k, int row, int i) {
        return StrictMath.exp(blocks[k][i] - largest[k][row]) / sums[k][row] + FLOOR;
    }
}
