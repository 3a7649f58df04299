package io.graft.core.kernel;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_DOUBLE_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_SHORT_UNALIGNED;

import io.graft.core.tensor.DType;
import java.lang.foreign.MemorySegment;

/** Reads and writes elements one by one. */
final class ScalarElements {
    private ScalarElements() {}

    static void read(DType dtype, MemorySegment from, long first, double[] into, int at, int count) {
        long bytes = dtype.bytes();
        for (int i = 0; i < count; i++) {
            into[at + i] = dtype.toDouble(bits(dtype, from, (first + i) * bytes));
        }
    }

    static boolean write(DType dtype, double[] values, int at, int count, MemorySegment to, long first) {
        long bytes = dtype.bytes();
        boolean finite = true;
        for (int i = 0; i < count; i++) {
            long bits = dtype.fromDouble(values[at + i]);
            put(dtype, bits, to, (first + i) * bytes);
            finite &= Double.isFinite(dtype.toDouble(bits));
        }
        return finite;
    }

    private static long bits(DType dtype, MemorySegment from, long offset) {
        return switch (dtype.bytes()) {
            case Byte.BYTES -> from.get(JAVA_BYTE, offset);
            case Short.BYTES -> from.get(JAVA_SHORT_UNALIGNED, offset);
            case Integer.BYTES -> Float.floatToRawIntBits(from.get(JAVA_FLOAT_UNALIGNED, offset));
            default -> Double.doubleToRawLongBits(from.get(JAVA_DOUBLE_UNALIGNED, offset));
        };
    }

    private static void put(DType dtype, long bits, MemorySegment to, long offset) {
        switch (dtype.bytes()) {
            case Byte.BYTES -> to.set(JAVA_BYTE, offset, (byte) bits);
            case Short.BYTES -> to.set(JAVA_SHORT_UNALIGNED, offset, (short) bits);
            case Integer.BYTES -> to.set(JAVA_FLOAT_UNALIGNED, offset, Float.intBitsToFloat((int) bits));
            default -> to.set(JAVA_DOUBLE_UNALIGNED, offset, Double.longBitsToDouble(bits));
        }
    }
}
