package io.graft.core.conversion;

import io.graft.core.tensor.Shape;

/**
 * A tensor cut into rows, of which some are converted together.
 *
 * @param count how many rows there are
 * @param columns how many elements each has
 */
record Rows(long count, int columns) {
    private static final int MOST_ELEMENTS = 1 << 18;

    /**
     * The rows of a tensor.
     *
     * @param reordered whether a vector's elements are to be moved one by one
     */
    static Rows of(Shape shape, boolean reordered) {
        if (shape.elements() == 0) {
            return new Rows(0, 0);
        }
        boolean single = shape.rank() == 1 && reordered;
        int columns = single ? 1 : Math.toIntExact(shape.dim(shape.rank() - 1));
        return new Rows(shape.elements() / columns, columns);
    }

    /** How many rows are converted together; at least one. */
    int together() {
        return (int) Math.min(Math.max(1, count), Math.max(1, MOST_ELEMENTS / Math.max(1, columns)));
    }

    static void requireVectorOrMatrix(Shape shape, Object where) {
        if (shape.rank() != 1 && shape.rank() != 2) {
            throw ConversionError.TENSOR_NOT_CONVERTIBLE.at(
                    where, "%s has %d dimensions; weights have one or two".formatted(where, shape.rank()));
        }
    }
}
