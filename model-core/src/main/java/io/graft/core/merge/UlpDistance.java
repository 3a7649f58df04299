package io.graft.core.merge;

import io.graft.core.tensor.DType;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/**
 * How far two runs of floating-point numbers are apart, counted in numbers of their type that lie between.
 *
 * @param differing how many of them are not the same
 * @param greatest the largest distance, 0 if all are the same
 */
record UlpDistance(long differing, long greatest) {
    private static final ValueLayout.OfShort SHORT =
            ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    /** @param dtype a floating-point type of 2, 4 or 8 bytes */
    static UlpDistance between(DType dtype, MemorySegment one, MemorySegment other, long count) {
        long differing = 0;
        long greatest = 0;
        for (long i = 0; i < count; i++) {
            long distance = Math.abs(place(dtype, one, i) - place(dtype, other, i));
            differing += distance == 0 ? 0 : 1;
            greatest = Math.max(greatest, distance);
        }
        return new UlpDistance(differing, greatest);
    }

    /** Where a number stands among all of its type: 0 for both zeros. */
    private static long place(DType dtype, MemorySegment values, long index) {
        return switch (dtype.bytes()) {
            case Short.BYTES -> {
                short bits = values.get(SHORT, index * Short.BYTES);
                yield bits < 0 ? -(bits & Short.MAX_VALUE) : bits;
            }
            case Integer.BYTES -> {
                int bits = values.get(INT, index * Integer.BYTES);
                yield bits < 0 ? -(long) (bits & Integer.MAX_VALUE) : bits;
            }
            case Long.BYTES -> {
                long bits = values.get(LONG, index * Long.BYTES);
                yield bits < 0 ? -(bits & Long.MAX_VALUE) : bits;
            }
            default -> throw new IllegalArgumentException("%s is no type of a merge's result".formatted(dtype));
        };
    }
}
