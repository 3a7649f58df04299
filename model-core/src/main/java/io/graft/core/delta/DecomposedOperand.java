package io.graft.core.delta;

import io.graft.core.adapter.WeightDecomposed;
import io.graft.core.kernel.Cut;
import io.graft.core.kernel.Operand;
import io.graft.core.kernel.Survey;
import io.graft.core.kernel.Tile;
import io.graft.core.kernel.Workspace;
import io.graft.core.tensor.DType;
import io.graft.core.tensor.Shape;
import io.graft.core.tensor.Tensor;
import java.util.List;
import java.util.stream.Stream;

/** DoRA: direction and length of each output's weights are set apart. */
final class DecomposedOperand implements Operand {
    private final WeightDecomposed change;
    private final AddedOperand direction;
    private double[] factors = {};

    DecomposedOperand(Operand base, WeightDecomposed change) {
        this.change = change;
        this.direction = new AddedOperand(base, new LowRankDelta(change.direction()));
    }

    @Override
    public DType dtype() {
        return direction.dtype();
    }

    @Override
    public Shape shape() {
        return direction.shape();
    }

    @Override
    public List<Tensor> content() {
        return Stream.concat(direction.content().stream(), Stream.of(change.magnitude()))
                .toList();
    }

    @Override
    public Cut cut() {
        return direction.cut();
    }

    @Override
    public void prepare(Survey survey) throws InterruptedException {
        direction.prepare(survey);
        double[] squares = change.direction().transposed() ? ofColumns(survey) : ofRows(survey);
        double[] magnitudes = change.magnitude().values();
        for (int i = 0; i < magnitudes.length; i++) {
            magnitudes[i] /= Math.sqrt(squares[i]);
        }
        factors = magnitudes;
    }

    /** Every row is in one tile, so each thread writes to places of its own. */
    private double[] ofRows(Survey survey) throws InterruptedException {
        double[] squares = new double[Math.toIntExact(shape().dim(0))];
        return survey.collect(shape(), Cut.ROWS, () -> squares, this::addRows, (one, other) -> one);
    }

    private void addRows(double[] squares, Tile tile, Workspace workspace) {
        int mark = workspace.mark();
        double[] values = workspace.take(tile.count());
        direction.read(tile, values, workspace);
        for (int i = 0; i < tile.rows(); i++) {
            squares[Math.toIntExact(tile.row() + i)] = sumOfSquares(values, i * tile.columns(), tile.columns());
        }
        workspace.reset(mark);
    }

    /** In four sums, which are added up in the end; the order depends on nothing but the length. */
    private static double sumOfSquares(double[] values, int from, int count) {
        double[] sums = new double[4];
        for (int i = 0; i < count; i++) {
            double value = values[from + i];
            sums[i & 3] = Math.fma(value, value, sums[i & 3]);
        }
        return (sums[0] + sums[1]) + (sums[2] + sums[3]);
    }

    private double[] ofColumns(Survey survey) throws InterruptedException {
        int width = Math.toIntExact(Cut.width(shape()));
        return survey.collect(shape(), Cut.ROWS, () -> new double[width], this::addColumns, DecomposedOperand::addAll);
    }

    private void addColumns(double[] squares, Tile tile, Workspace workspace) {
        int mark = workspace.mark();
        double[] values = workspace.take(tile.count());
        direction.read(tile, values, workspace);
        for (int i = 0; i < tile.count(); i++) {
            int column = Math.toIntExact(tile.column()) + i % tile.columns();
            squares[column] = Math.fma(values[i], values[i], squares[column]);
        }
        workspace.reset(mark);
    }

    private static double[] addAll(double[] sums, double[] others) {
        for (int i = 0; i < sums.length; i++) {
            sums[i] += others[i];
        }
        return sums;
    }

    @Override
    public void read(Tile tile, double[] into, Workspace workspace) {
        direction.read(tile, into, workspace);
        new Scaling(factors, change.direction().transposed() ? 1 : Cut.width(shape())).apply(tile, into);
    }

    @Override
    public void release() {
        direction.release();
        factors = new double[] {};
    }
}
