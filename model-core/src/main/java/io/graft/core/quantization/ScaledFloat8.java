package io.graft.core.quantization;

import io.graft.core.tensor.DType;
import io.graft.core.tensor.Shape;
import io.graft.core.tensor.Tensor;

/**
 * Eight-bit floating-point numbers, each block of which a scale multiplies: a block is the whole matrix, a row, or a tile such as
 * 128 x 128.
 *
 * @param codes the stored matrix, or a stack of matrices
 * @param scales row-major, one for each block of each matrix
 * @param tileRows the height of a block
 * @param tileColumns the width of a block
 */
record ScaledFloat8(DType dtype, Tensor codes, Numbers scales, long tileRows, long tileColumns) implements Packed {
    @Override
    public Shape shape() {
        return codes.shape();
    }

    @Override
    public void unpack(long first, double[] into, int count) {
        codes.read(first, into, count);
        for (int i = 0; i < count; i++) {
            into[i] = (float) into[i] * scales.at(block(first + i));
        }
    }

    private long block(long element) {
        long columns = columns();
        long rows = rows();
        long row = element / columns;
        long across = Math.ceilDiv(columns, tileColumns);
        long matrix = row / rows;
        return (matrix * Math.ceilDiv(rows, tileRows) + row % rows / tileRows) * across
                + element % columns / tileColumns;
    }

    private long rows() {
        return shape().rank() < 2 ? 1 : shape().dim(shape().rank() - 2);
    }

    private long columns() {
        return shape().dim(shape().rank() - 1);
    }
}
