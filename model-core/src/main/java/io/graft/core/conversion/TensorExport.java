package io.graft.core.conversion;

import io.graft.core.gguf.BlockType;
import io.graft.core.gguf.GgufWriter;
import io.graft.core.gguf.PlannedTensor;
import io.graft.core.tensor.Shape;
import io.graft.core.tensor.Tensor;
import java.io.IOException;
import java.util.Optional;

/**
 * A tensor on its way into a GGUF file, some rows at a time.
 *
 * @param order how rows are reordered, if they are
 */
record TensorExport(Tensor tensor, PlannedTensor planned, Optional<HeadOrder> order) {
    private static final float MOST_HALF = 65_504;

    void write(GgufWriter writer) throws IOException {
        Rows rows = Rows.of(tensor.shape(), order.isPresent());
        double[] row = new double[rows.columns()];
        float[] elements = new float[Math.multiplyExact(rows.together(), rows.columns())];
        for (long first = 0; first < rows.count(); first += rows.together()) {
            int count = (int) Math.min(rows.together(), rows.count() - first);
            for (int i = 0; i < count; i++) {
                tensor.read(source(first + i) * rows.columns(), row, rows.columns());
                store(row, elements, i * rows.columns());
            }
            writer.append(elements, count * rows.columns());
        }
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
    static BlockType type(Shape shape, BlockType wanted) {
        if (shape.rank() < 2) {
            return BlockType.F32;
        }
        return wanted.fits(shape) ? wanted : BlockType.F16;
    }
}
