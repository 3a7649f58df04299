package io.graft.core.tensor;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_DOUBLE_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_SHORT_UNALIGNED;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/**
 * Blocks of floating-point elements in memory, read as doubles and written from them with the roundings of {@link DType}. These
 * are the plain definitions that faster kernels are held to.
 */
public final class Elements {
    private static final ValueLayout.OfShort SHORT = JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfFloat FLOAT = JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfDouble DOUBLE = JAVA_DOUBLE_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private Elements() {}

    /** Reads {@code count} elements, from element {@code first} of {@code from} on, into the front of {@code into}. */
    public static void read(DType dtype, MemorySegment from, long first, double[] into, int count) {
        for (int i = 0; i < count; i++) {
            into[i] = read(dtype, from, first + i);
        }
    }

    /** Writes the first {@code count} values of {@code values} as elements of {@code to}, from element {@code first} on. */
    public static void write(DType dtype, double[] values, int count, MemorySegment to, long first) {
        for (int i = 0; i < count; i++) {
            write(dtype, values[i], to, first + i);
        }
    }

    private static double read(DType dtype, MemorySegment from, long index) {
        return switch (dtype) {
            case F64 -> from.getAtIndex(DOUBLE, index);
            case F32 -> from.getAtIndex(FLOAT, index);
            case F16, BF16 -> dtype.toDouble(from.getAtIndex(SHORT, index));
            case F8_E4M3, F8_E5M2 -> dtype.toDouble(from.get(JAVA_BYTE, index));
            case I64, I32, I16, I8, U64, U32, U16, U8, BOOL -> throw dtype.notFloat();
        };
    }

    private static void write(DType dtype, double value, MemorySegment to, long index) {
        switch (dtype) {
            case F64 -> to.setAtIndex(DOUBLE, index, value);
            case F32 -> to.setAtIndex(FLOAT, index, (float) value);
            case F16, BF16 -> to.setAtIndex(SHORT, index, (short) dtype.fromDouble(value));
            case F8_E4M3, F8_E5M2 -> to.set(JAVA_BYTE, index, (byte) dtype.fromDouble(value));
            case I64, I32, I16, I8, U64, U32, U16, U8, BOOL -> throw dtype.notFloat();
        }
    }
}
