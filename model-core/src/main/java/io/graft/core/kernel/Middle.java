package io.graft.core.kernel;

import io.graft.core.tensor.DType;

/**
 * The middle between two neighbouring numbers of a type. A value that lies there but for the errors of float64 arithmetic is
 * rounded by those errors: whoever wants the exact sum rounded has to look closer.
 */
public final class Middle {
    private static final int FRACTION = 52;
    /** In units of the last place of a double: sums of some terms, and of some cancellation, err by less. */
    private static final long NEAR = 1L << 12;

    private static final int SMALLEST_HALF = -14;

    private Middle() {}

    /** Whether the rounding of a value to this type may hang on its last bits. */
    public static boolean isNear(DType dtype, double value) {
        int dropped = dropped(dtype, value);
        if (dropped < 2 || dropped >= FRACTION) {
            return false;
        }
        long rest = Double.doubleToRawLongBits(value) & ((1L << dropped) - 1);
        return Math.abs(rest - (1L << (dropped - 1))) <= Math.min(NEAR, 1L << (dropped - 2));
    }

    /** The middle that a value is near to. */
    public static double of(DType dtype, double value) {
        int dropped = dropped(dtype, value);
        long kept = Double.doubleToRawLongBits(value) & -(1L << dropped);
        return Double.longBitsToDouble(kept | 1L << (dropped - 1));
    }

    /** How many of a double's bits the type has no place for; 0 where that is of no concern. */
    private static int dropped(DType dtype, double value) {
        return switch (dtype) {
            case BF16 -> FRACTION - 7;
            case F32 -> FRACTION - 23;
            case F16 -> FRACTION - 10 + Math.max(0, SMALLEST_HALF - Math.getExponent(value));
            default -> 0;
        };
    }
}
