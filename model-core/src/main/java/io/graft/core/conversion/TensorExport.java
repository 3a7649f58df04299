package io.graft.core.conversion;

import io.graft.core.gguf.BlockType;
import io.graft.core.gguf.GgufWriter;
import io.graft.core.gguf.PlannedTensor;
import io.graft.core.tensor.Tensor;
import java.io.IOException;
import java.util.Optional;

/**
 * A tensor on its way into a GGUF file, some rows at a time.
 *
 * @param order how rows are reordered, if they are
 */
record TensorExport(Tensor tensor, PlannedTensor planned, Optional<HeadOrder> order) {
    private static final int MOST_ELEMENTS = 1 << 18;
    private static final float MOST_HALF = 65_504;

    void write(GgufWriter writer) throws IOException {
        int columns = columns();
        long rows = tensor.elements() / Math.max(1, columns);
        int together = Math.max(1, MOST_ELEMENTS / Math.max(1, columns));
        double[] row = new double[columns];
        float[] elements = new float[Math.multiplyExact((int) Math.min(rows, together), columns)];
        for (long first = 0; first < rows; first += together) {
            int count = (int) Math.min(together, rows - first);
            for (int i = 0; i < count; i++) {
                tensor.read(source(first + i) * columns, row, columns);
                store(row, elements, i * columns);
            }
            writer.append(elements, count * columns);
        }
    }

    /** A vector is a column where its elements belong to heads, and a row otherwise. */
    private int columns() {
        int rank = tensor.shape().rank();
        if (rank == 1 && order.isPresent()) {
            return 1;
        }
        return Math.toIntExact(rank == 0 ? 1 : tensor.shape().dim(rank - 1));
    }

    private long source(long row) {
        return order.map(heads -> heads.source(row)).orElse(row);
    }

    private void store(double[] row, float[] elements, int at) {
        for (int i = 0; i < row.length; i++) {
            float value = (float) row[i];
            if (!isStorable(value)) {
                throw ConversionError.VALUE_NOT_STORABLE.at(
                        tensor.name(),
                        "%s holds %s, which %s cannot store".formatted(tensor.name(), value, planned.type()));
            }
            elements[at + i] = value;
        }
    }

    private boolean isStorable(float value) {
        return switch (planned.type()) {
            case F32, BF16 -> true;
            case F16 -> !(Math.abs(value) > MOST_HALF) || Float.isInfinite(value);
            case Q4_0, Q4_1, Q5_0, Q5_1, Q8_0, Q2_K, Q3_K, Q4_K, Q5_K, Q6_K, Q8_K ->
                Float.isFinite(value) && Math.abs(value) <= MOST_HALF;
        };
    }

    /** Vectors stay floats; rows that are no whole blocks become halves, as in llama.cpp's conversion. */
    static BlockType type(Tensor tensor, BlockType wanted) {
        if (tensor.shape().rank() < 2) {
            return BlockType.F32;
        }
        return wanted.fits(tensor.shape()) ? wanted : BlockType.F16;
    }
}
