package io.graft.core.safetensors;

import io.graft.core.tensor.DType;
import io.graft.core.tensor.Shape;

/**
 * Where a tensor lies in a safetensors file.
 *
 * @param begin offset of the first byte, counted from the end of the header
 * @param end offset after the last byte
 */
public record TensorInfo(String name, DType dtype, Shape shape, long begin, long end) {
    public TensorInfo {
        if (begin < 0 || end - begin != Math.multiplyExact(shape.elements(), (long) dtype.bytes())) {
            throw new IllegalArgumentException(
                    "%s %s of %s at %d to %d. Indicates a bug".formatted(dtype, shape, name, begin, end));
        }
    }

    /** A tensor laid out from {@code begin} on. */
    public static TensorInfo at(long begin, String name, DType dtype, Shape shape) {
        return new TensorInfo(name, dtype, shape, begin, begin + shape.elements() * dtype.bytes());
    }

    /** The size of the tensor's data. */
    public long bytes() {
        return end - begin;
    }
}
