package io.graft.core.delta;

import io.graft.core.adapter.Hadamard;
import io.graft.core.adapter.Kronecker;
import io.graft.core.kernel.Cut;
import io.graft.core.kernel.Kernels;
import io.graft.core.kernel.LowRankFactors;
import io.graft.core.kernel.ProductTiles;
import io.graft.core.kernel.Tile;
import io.graft.core.kernel.Workspace;
import io.graft.core.tensor.Tensor;
import java.util.List;
import java.util.stream.Stream;

/** A Kronecker product, or a stack of them: each element of the left factor times the whole of the right one. */
final class KroneckerDelta implements Delta {
    private final Kronecker change;
    private final Prepared<double[]> left;
    private final Prepared<double[]> right;
    /** Rows of one matrix of the right factor. */
    private final int rightRows;

    private final int rightColumns;
    private final int leftColumns;

    KroneckerDelta(Kronecker change) {
        this.change = change;
        this.left = new Prepared<>(() -> dense(change.left()));
        this.right = new Prepared<>(() -> dense(change.right()));
        this.rightRows = change.right().rows() / change.stack();
        this.rightColumns = change.right().columns();
        this.leftColumns = change.left().columns();
    }

    private static double[] dense(Kronecker.Factor factor) {
        return switch (factor) {
            case Kronecker.Factor.Whole whole -> whole.matrix().values();
            case Kronecker.Factor.Product product -> multiply(product.product());
        };
    }

    private static double[] multiply(Hadamard.Product product) {
        LowRankFactors factors = Factors.of(product);
        double[] dense = new double[Math.multiplyExact(factors.rows(), factors.columns())];
        Workspace workspace = new Workspace(Kernels.scalar());
        new ProductTiles(factors, 1, workspace).addRun(dense, 0, 0, dense.length);
        return dense;
    }

    @Override
    public Cut cut() {
        return Cut.ELEMENTS;
    }

    @Override
    public List<Tensor> content() {
        return Stream.concat(change.left().content(), change.right().content()).toList();
    }

    @Override
    public void prepare() {
        left.prepare();
        right.prepare();
    }

    @Override
    public void add(double[] sum, Tile tile, double weight, Workspace workspace) {
        for (int i = 0; i < tile.rows(); i++) {
            addRun(sum, i * tile.columns(), tile.first(i), tile.columns(), weight * change.scale());
        }
    }

    private void addRun(double[] sum, int at, long first, int count, double scale) {
        long width = (long) leftColumns * rightColumns;
        int done = 0;
        while (done < count) {
            long row = (first + done) / width;
            int column = (int) ((first + done) % width);
            int step = Math.min(count - done, rightColumns - column % rightColumns);
            addPart(sum, at + done, row, column, step, scale);
            done += step;
        }
    }

    /** A run of elements that one element of the left factor takes part in. */
    private void addPart(double[] sum, int at, long row, int column, int count, double scale) {
        long height = (long) change.left().rows() * rightRows;
        int matrix = (int) (row / height);
        int inMatrix = (int) (row % height);
        double factor = left.get()[inMatrix / rightRows * leftColumns + column / rightColumns];
        int from = (matrix * rightRows + inMatrix % rightRows) * rightColumns + column % rightColumns;
        double[] values = right.get();
        for (int i = 0; i < count; i++) {
            sum[at + i] = Math.fma(scale, factor * values[from + i], sum[at + i]);
        }
    }

    @Override
    public void release() {
        left.release();
        right.release();
    }
}
