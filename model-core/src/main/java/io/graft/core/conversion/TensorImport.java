package io.graft.core.conversion;

import io.graft.core.gguf.BlockTensor;
import io.graft.core.safetensors.SafetensorsWriter;
import io.graft.core.tensor.DType;
import io.graft.core.tensor.Elements;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.Optional;

/**
 * A tensor on its way out of a GGUF file, some rows at a time.
 *
 * @param name what Hugging Face calls it
 * @param order how rows are reordered, if they are
 */
record TensorImport(String name, BlockTensor tensor, Optional<HeadOrder> order) {
    void write(SafetensorsWriter writer, DType dtype) throws IOException {
        Rows rows = Rows.of(tensor.shape(), order.isPresent());
        float[] row = new float[rows.columns()];
        double[] elements = new double[Math.multiplyExact(rows.together(), rows.columns())];
        MemorySegment stored = MemorySegment.ofArray(new byte[Math.multiplyExact(elements.length, dtype.bytes())]);
        for (long first = 0; first < rows.count(); first += rows.together()) {
            int count = (int) Math.min(rows.together(), rows.count() - first);
            for (int i = 0; i < count; i++) {
                tensor.read(source(first + i) * rows.columns(), row, rows.columns());
                widen(row, elements, i * rows.columns());
            }
            Elements.write(dtype, elements, count * rows.columns(), stored, 0);
            writer.append(stored.asSlice(0, (long) count * rows.columns() * dtype.bytes()));
        }
    }

    private long source(long row) {
        return order.map(heads -> heads.target(row)).orElse(row);
    }

    private static void widen(float[] row, double[] elements, int at) {
        for (int i = 0; i < row.length; i++) {
            elements[at + i] = row[i];
        }
    }
}
