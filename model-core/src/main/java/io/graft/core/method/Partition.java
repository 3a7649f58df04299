package io.graft.core.method;

import io.graft.core.kernel.Cut;
import io.graft.core.kernel.Tile;
import io.graft.core.tensor.Shape;
import java.util.Arrays;

/** Which elements of a tensor are taken together as one vector. */
sealed interface Partition {
    /** How many such vectors the tensor consists of. */
    int parts();

    /** The tiles in which sums over the parts are collected. */
    Cut cut();

    /** Whether no part goes on from one chunk of a survey to the next, so that all chunks may add to one array. */
    boolean apart();

    /** Adds to each part's sum the products of its elements in a tile. */
    void addProducts(double[] sums, Tile tile, double[] one, double[] other);

    /** Gives each element of a tile the value of its part. */
    void spread(double[] values, Tile tile, double[] into);

    /** All elements together. */
    static Runs whole(Shape shape) {
        return new Runs(shape.elements(), 1);
    }

    /** Each row along the last dimension by itself. */
    static Runs rows(Shape shape, String tensor) {
        long length = shape.rank() == 0 ? 1 : shape.dim(shape.rank() - 1);
        return new Runs(length, few(length == 0 ? 0 : shape.elements() / length, 1 << 22, "rows", tensor));
    }

    /** Each column along the first dimension by itself; all elements of a tensor that has no other dimension. */
    static Partition columns(Shape shape, String tensor) {
        if (shape.rank() < 2) {
            return whole(shape);
        }
        return new Columns(few(Cut.width(shape), 1 << 20, "columns", tensor));
    }

    private static int few(long parts, int most, String what, String tensor) {
        if (parts > most) {
            throw MethodError.MERGE_UNDEFINED.at(
                    tensor,
                    "%s has %d %s, and more than %d are not measured one by one".formatted(tensor, parts, what, most));
        }
        return (int) parts;
    }

    /** Runs of elements that lie one after the other. */
    record Runs(long length, int parts) implements Partition {
        /** What is done with the elements of a tile, from one up to before another, that belong to a part. */
        @FunctionalInterface
        interface Action {
            void on(int part, int from, int to);
        }

        @Override
        public Cut cut() {
            return apart() ? Cut.RECTANGLES : Cut.ELEMENTS;
        }

        @Override
        public boolean apart() {
            return parts > 1;
        }

        @Override
        public void addProducts(double[] sums, Tile tile, double[] one, double[] other) {
            forEach(tile, (part, from, to) -> sums[part] += Products.sum(one, other, from, to));
        }

        @Override
        public void spread(double[] values, Tile tile, double[] into) {
            forEach(tile, (part, from, to) -> Arrays.fill(into, from, to, values[part]));
        }

        void forEach(Tile tile, Action action) {
            for (int i = 0; i < tile.rows(); i++) {
                int at = i * tile.columns();
                int end = at + tile.columns();
                long first = tile.first(i);
                while (at < end) {
                    int part = (int) (first / length);
                    int run = (int) Math.min(end - at, (part + 1) * length - first);
                    action.on(part, at, at + run);
                    at += run;
                    first += run;
                }
            }
        }
    }

    /** One part for each place in a row. */
    record Columns(int parts) implements Partition {
        @Override
        public Cut cut() {
            return Cut.RECTANGLES;
        }

        @Override
        public boolean apart() {
            return false;
        }

        @Override
        public void addProducts(double[] sums, Tile tile, double[] one, double[] other) {
            for (int i = 0; i < tile.rows(); i++) {
                addRow(sums, (int) tile.column(), one, other, i * tile.columns(), tile.columns());
            }
        }

        private static void addRow(double[] sums, int column, double[] one, double[] other, int from, int count) {
            for (int j = 0; j < count; j++) {
                sums[column + j] = Math.fma(one[from + j], other[from + j], sums[column + j]);
            }
        }

        @Override
        public void spread(double[] values, Tile tile, double[] into) {
            for (int i = 0; i < tile.rows(); i++) {
                System.arraycopy(values, (int) tile.column(), into, i * tile.columns(), tile.columns());
            }
        }
    }
}
