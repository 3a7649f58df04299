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
    private static final int MOST_ELEMENTS = 1 << 18;

    void write(SafetensorsWriter writer, DType dtype) throws IOException {
        int columns = columns();
        long rows = tensor.elements() / Math.max(1, columns);
        int together = (int) Math.min(rows, Math.max(1, MOST_ELEMENTS / Math.max(1, columns)));
        float[] row = new float[columns];
        double[] elements = new double[Math.multiplyExact(together, columns)];
        byte[] bytes = new byte[Math.multiplyExact(elements.length, dtype.bytes())];
        MemorySegment stored = MemorySegment.ofArray(bytes);
        for (long first = 0; first < rows; first += together) {
            int count = (int) Math.min(together, rows - first);
            for (int i = 0; i < count; i++) {
                tensor.read(source(first + i) * columns, row, columns);
                widen(row, elements, i * columns);
            }
            Elements.write(dtype, elements, count * columns, stored, 0);
            writer.append(stored.asSlice(0, (long) count * columns * dtype.bytes()));
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
        return order.map(heads -> heads.target(row)).orElse(row);
    }

    private static void widen(float[] row, double[] elements, int at) {
        for (int i = 0; i < row.length; i++) {
            elements[at + i] = row[i];
        }
    }
}
