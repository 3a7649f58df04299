package io.graft.core.tokenizer;

import io.graft.core.kernel.Cut;
import io.graft.core.kernel.Kernels;
import io.graft.core.kernel.Operand;
import io.graft.core.kernel.Survey;
import io.graft.core.kernel.Tile;
import io.graft.core.kernel.Workspace;
import io.graft.core.tensor.DType;
import io.graft.core.tensor.Shape;
import io.graft.core.tensor.Tensor;
import java.util.List;
import java.util.function.BinaryOperator;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** A tensor as it lies in its file, read in any tile or, as an adapted one, by whole rows. */
record Stored(Tensor tensor, Cut cut) implements Operand {
    Stored(Tensor tensor) {
        this(tensor, Cut.ELEMENTS);
    }

    @Override
    public DType dtype() {
        return tensor.dtype();
    }

    @Override
    public Shape shape() {
        return tensor.shape();
    }

    @Override
    public List<Tensor> content() {
        return List.of(tensor);
    }

    @Override
    public void read(Tile tile, double[] into, Workspace workspace) {
        tile.read(tensor, into, workspace.kernels());
    }

    /** All of an operand, read in tiles of that many rows and columns after it was prepared. */
    static double[][] all(Operand operand, int rows, int columns) throws InterruptedException {
        operand.prepare(new Sequential(rows, columns));
        int width = Math.toIntExact(Cut.width(operand.shape()));
        int height = Math.toIntExact(operand.shape().elements()) / width;
        double[][] values = new double[height][width];
        Workspace workspace = new Workspace(Kernels.scalar());
        new Sequential(rows, columns).tiles(operand.shape(), tile -> {
            double[] block = new double[tile.count()];
            operand.read(tile, block, workspace);
            for (int i = 0; i < tile.rows(); i++) {
                System.arraycopy(
                        block, i * tile.columns(), values[(int) tile.row() + i], (int) tile.column(), tile.columns());
            }
        });
        operand.release();
        return values;
    }

    /** A survey on one thread, tile by tile, with a chunk for each row of tiles. */
    private record Sequential(int rows, int columns) implements Survey {
        @Override
        public <T> T collect(Shape shape, Cut cut, Supplier<T> start, Step<T> step, BinaryOperator<T> join) {
            T result = start.get();
            Workspace workspace = new Workspace(Kernels.scalar());
            tiles(shape, tile -> step.add(result, tile, workspace));
            return join.apply(result, start.get());
        }

        void tiles(Shape shape, Consumer<Tile> visit) {
            long width = Cut.width(shape);
            long height = shape.elements() / width;
            for (long row = 0; row < height; row += rows) {
                for (long column = 0; column < width; column += columns) {
                    int high = (int) Math.min(rows, height - row);
                    int wide = (int) Math.min(columns, width - column);
                    visit.accept(new Tile(row, high, column, wide, width));
                }
            }
        }
    }
}
