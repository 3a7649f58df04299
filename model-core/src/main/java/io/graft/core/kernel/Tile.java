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

    /** Writes the tile to its place in memory that begins with element {@code start} of the matrix. */
    public boolean write(DType dtype, double[] values, MemorySegment to, long start, Kernels kernels) {
        boolean finite = true;
        for (int i = 0; i < rows; i++) {
            finite &= kernels.write(dtype, values, i * columns, columns, to, first(i) - start);
        }
        return finite;
    }
}
