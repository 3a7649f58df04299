package io.graft.core.tensor;

import io.graft.core.GraftException;
import java.lang.foreign.MemorySegment;

/**
 * A named, typed view over bytes that somebody else owns, often a mapped file. Elements are little-endian, row-major and may be
 * unaligned.
 *
 * @param data exactly the bytes of the elements
 */
public record Tensor(String name, DType dtype, Shape shape, MemorySegment data) {
    public Tensor {
        if (data.byteSize() / dtype.bytes() != shape.elements() || data.byteSize() % dtype.bytes() != 0) {
            throw new GraftException(
                    TensorError.TENSOR_SIZE_MISMATCH,
                    name,
                    "%s %s of %s does not fill %d bytes".formatted(dtype, shape, name, data.byteSize()),
                    "Check the shape and the type against the data.");
        }
    }

    public long elements() {
        return shape.elements();
    }

    /** The size of the data. */
    public long bytes() {
        return data.byteSize();
    }

    /** Reads {@code count} elements of a floating-point tensor, from {@code first} on, into the front of {@code into}. */
    public void read(long first, double[] into, int count) {
        Elements.read(dtype, data, first, into, count);
    }

    /** All elements of a small floating-point tensor: a copy. */
    public double[] values() {
        double[] values = new double[Math.toIntExact(elements())];
        read(0, values, values.length);
        return values;
    }
}
