package io.graft.core.tensor;

import io.graft.core.GraftException;
import java.util.Arrays;

/** The dimensions of a tensor, outermost first; none for a scalar. The number of elements always fits a {@code long}. */
public final class Shape {
    private final long[] dims;
    private final long elements;

    private Shape(long[] dims) {
        this.dims = dims;
        this.elements = product(dims);
    }

    public static Shape of(long... dims) {
        return new Shape(dims.clone());
    }

    public int rank() {
        return dims.length;
    }

    public long dim(int index) {
        return dims[index];
    }

    public long elements() {
        return elements;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Shape shape && Arrays.equals(dims, shape.dims);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(dims);
    }

    /** As Python prints it: {@code [4096, 1024]}. */
    @Override
    public String toString() {
        return Arrays.toString(dims);
    }

    private static long product(long[] dims) {
        long product = 1;
        for (long dim : dims) {
            if (dim < 0) {
                throw refusal(TensorError.SHAPE_NEGATIVE, dims, "has a negative dimension");
            }
            if (Math.multiplyHigh(product, dim) != 0 || product * dim < 0) {
                throw refusal(TensorError.SHAPE_TOO_LARGE, dims, "has more elements than a 64-bit number can count");
            }
            product *= dim;
        }
        return product;
    }

    private static GraftException refusal(TensorError code, long[] dims, String what) {
        String shape = Arrays.toString(dims);
        return new GraftException(
                code, shape, "The shape %s %s".formatted(shape, what), "Check where this shape comes from.");
    }
}
