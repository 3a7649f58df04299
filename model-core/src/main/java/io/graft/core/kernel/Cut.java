package io.graft.core.kernel;

import io.graft.core.tensor.Shape;

/** How a tensor may be taken apart: what a formula must see together. */
public enum Cut {
    /** Every element stands for itself: tiles are runs of elements, whatever the shape. */
    ELEMENTS,
    /** Tiles are rectangles of the matrix, and may be part of a row. */
    RECTANGLES,
    /** Tiles are whole rows. A row is everything behind the first dimension. */
    ROWS;

    /** The coarser of two: what satisfies both. */
    public Cut and(Cut other) {
        return compareTo(other) >= 0 ? this : other;
    }

    /** The length of a row: everything behind the first dimension; the whole tensor if it has but one. */
    public static long width(Shape shape) {
        return shape.rank() < 2 ? shape.elements() : shape.dim(0) == 0 ? 0 : shape.elements() / shape.dim(0);
    }
}
