package io.graft.eval.decoder;

import io.graft.core.tensor.Tensor;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.stream.LongStream;

/** Copies tensors of any floating-point type to native memory as float32. The engine itself knows no bfloat16. */
final class Widening {
    private static final int BLOCK = 1 << 16;
    private static final int ALIGNMENT = 64;

    private Widening() {}

    static MemorySegment of(Tensor tensor, Arena arena, float addend) {
        MemorySegment into = arena.allocate(Math.multiplyExact(tensor.elements(), Float.BYTES), ALIGNMENT);
        long blocks = Math.ceilDiv(tensor.elements(), BLOCK);
        LongStream.range(0, blocks)
                .parallel()
                .forEach(block -> widen(tensor, block * BLOCK, Math.min(tensor.elements(), (block + 1) * BLOCK), into));
        if (addend != 0) {
            for (long i = 0; i < tensor.elements(); i++) {
                float value = into.getAtIndex(ValueLayout.JAVA_FLOAT, i);
                into.setAtIndex(ValueLayout.JAVA_FLOAT, i, value + addend);
            }
        }
        return into;
    }

    private static void widen(Tensor tensor, long from, long to, MemorySegment into) {
        switch (tensor.dtype()) {
            case F32 ->
                MemorySegment.copy(
                        tensor.data(), from * Float.BYTES, into, from * Float.BYTES, (to - from) * Float.BYTES);
            case BF16 -> widenBrain(tensor.data(), from, to, into);
            case F16 -> widenHalf(tensor.data(), from, to, into);
            default -> widenAny(tensor, from, (int) (to - from), into);
        }
    }

    private static void widenBrain(MemorySegment data, long from, long to, MemorySegment into) {
        for (long i = from; i < to; i++) {
            int bits = data.get(ValueLayout.JAVA_SHORT_UNALIGNED, i * Short.BYTES) << 16;
            into.set(ValueLayout.JAVA_INT_UNALIGNED, i * Float.BYTES, bits);
        }
    }

    private static void widenHalf(MemorySegment data, long from, long to, MemorySegment into) {
        for (long i = from; i < to; i++) {
            short bits = data.get(ValueLayout.JAVA_SHORT_UNALIGNED, i * Short.BYTES);
            into.set(ValueLayout.JAVA_FLOAT_UNALIGNED, i * Float.BYTES, Float.float16ToFloat(bits));
        }
    }

    private static void widenAny(Tensor tensor, long from, int count, MemorySegment into) {
        double[] values = new double[count];
        tensor.read(from, values, count);
        for (int i = 0; i < count; i++) {
            into.set(ValueLayout.JAVA_FLOAT_UNALIGNED, (from + i) * Float.BYTES, (float) values[i]);
        }
    }
}
