package io.graft.core.quantization;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import io.graft.core.tensor.DType;
import io.graft.core.tensor.Shape;
import java.lang.foreign.MemorySegment;

/**
 * NF4 or FP4 of bitsandbytes: two codes to a byte, the first in the high half; each picks one of sixteen numbers, which the scale of
 * its block multiplies (Dettmers et al. 2023, QLoRA, section 3).
 *
 * @param codes half as many bytes as elements, rounded up
 * @param numbers what the sixteen codes stand for
 * @param scales one for each block
 * @param blockSize so many elements, in row-major order, share a scale
 */
record FourBit(Shape shape, DType dtype, MemorySegment codes, Numbers numbers, Numbers scales, int blockSize)
        implements Packed {
    @Override
    public void unpack(long first, double[] into, int count) {
        for (int i = 0; i < count; i++) {
            long element = first + i;
            into[i] = numbers.at(code(element)) * scales.at(element / blockSize);
        }
    }

    private int code(long element) {
        byte pair = codes.get(JAVA_BYTE, element >>> 1);
        return (element & 1) == 0 ? pair >>> 4 & 0xf : pair & 0xf;
    }
}
