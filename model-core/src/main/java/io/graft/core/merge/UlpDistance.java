package io.graft.core.merge;

import io.graft.core.tensor.DType;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/**
 * How far two runs of floating-point numbers are apart, counted in numbers of their type that lie between.
 *
 * @param differing how many of them are not the same bits; both zeros are no distance apart, but differ
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
            long bits = bits(dtype, one, i);
            long others = bits(dtype, other, i);
            differing += bits == others ? 0 : 1;
            greatest = Math.max(greatest, apart(place(dtype, bits), place(dtype, others)));
        }
        return new UlpDistance(differing, greatest);
    }

    /** Large doubles of opposite signs have more between them than can be counted. */
    private static long apart(long one, long other) {
        long distance = one - other;
        boolean overflows = ((one ^ other) & (one ^ distance)) < 0;
        return overflows ? Long.MAX_VALUE : Math.abs(distance);
    }

    private static long bits(DType dtype, MemorySegment values, long index) {
        return switch (dtype.bytes()) {
            case Short.BYTES -> values.get(SHORT, index * Short.BYTES);
            case Integer.BYTES -> values.get(INT, index * Integer.BYTES);
            case Long.BYTES -> values.get(LONG, index * Long.BYTES);
            default -> throw new IllegalArgumentException("%s is no type that is counted in".formatted(dtype));
        };
    }

    /** Where a number stands among all of its type: 0 for both zeros. */
    private static long place(DType dtype, long bits) {
        long magnitude = Long.MAX_VALUE >>> (Long.SIZE - Byte.SIZE * dtype.bytes());
        return bits < 0 ? -(bits & magnitude) : bits;
    }
}
