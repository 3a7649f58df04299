package io.graft.core.kernel;

import io.graft.core.tensor.DType;
import io.graft.core.tensor.Tensor;
import java.lang.foreign.MemorySegment;

/**
 * A rectangle of a matrix, small enough for the cache. A block of doubles holds it row by row without gaps.
 *
 * @param width of the whole matrix
 */
public record Tile(long row, int rows, long column, int columns, long width) {
    public int count() {
        return rows * columns;
    }

    /** The first element of one of the rows, counted in the whole matrix. */
    public long first(int i) {
        return (row + i) * width + column;
    }

    public void read(Tensor tensor, double[] into, Kernels kernels) {
        for (int i = 0; i < rows; i++) {
            kernels.read(tensor.dtype(), tensor.data(), first(i), into, i * columns, columns);
        }
    }

    /** Reads a tensor into floats, where these hold it exactly and vectors fill the rows; otherwise says no. */
    boolean read(Tensor tensor, float[] into) {
        DType dtype = tensor.dtype();
        if (dtype != DType.BF16 && dtype != DType.F32) {
            return false;
        }
        for (int i = 0; i < rows; i++) {
            long offset = first(i) * dtype.bytes();
            if (dtype == DType.BF16) {
                VectorFloats.readBrains(tensor.data(), offset, into, i * columns, columns);
            } else {
                VectorFloats.readFloats(tensor.data(), offset, into, i * columns, columns);
            }
        }
        return true;
    }

    /** One of its elements, counted row by row, as a tile of its own. */
    Tile element(int index) {
        return new Tile(row + index / columns, 1, column + index % columns, 1, width);
    }

    /** Writes the tile to its place in memory that begins with element {@code start} of the matrix. */
    public boolean write(DType dtype, double[] values, MemorySegment to, long start, Kernels kernels) {
        boolean finite = true;
        for (int i = 0; i < rows; i++) {
            finite &= kernels.write(dtype, values, i * columns, columns, to, first(i) - start);
        }
        return finite;
    }
}
