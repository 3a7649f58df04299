package io.graft.core.quantization;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import io.graft.core.tensor.DType;
import io.graft.core.tensor.Shape;
import java.lang.foreign.MemorySegment;

/**
 * LLM.int8() of bitsandbytes: a whole number from -127 to 127, times the largest magnitude of its row over 127 (Dettmers et al. 2022).
 *
 * @param largest of each row
 */
record EightBit(Shape shape, DType dtype, MemorySegment codes, Numbers largest) implements Packed {
    private static final float STEP = (float) 7.874015718698502e-3;

    @Override
    public void unpack(long first, double[] into, int count) {
        long columns = shape.dim(1);
        for (int i = 0; i < count; i++) {
            long element = first + i;
            into[i] = codes.get(JAVA_BYTE, element) * largest.at(element / columns) * STEP;
        }
    }
}
