package io.graft.core.tensor;

/**
 * The binary floating-point formats of at most 16 bits: sign, exponent, mantissa, with subnormals. F8 is as
 * <a href="https://arxiv.org/abs/2209.05433">FP8 Formats for Deep Learning</a> has it.
 */
enum SmallFloat {
    F16(5, 10, true),
    BF16(8, 7, true),
    E5M2(5, 2, true),
    E4M3(4, 3, false);

    private static final int DOUBLE_MANTISSA = 52;
    private static final long DOUBLE_BIAS = 1023;
    private static final long DOUBLE_INFINITY = Double.doubleToRawLongBits(Double.POSITIVE_INFINITY);

    private final int exponentBits;
    private final int mantissaBits;
    private final boolean infinite;

    /**
     * @param infinite whether an exponent of all ones means infinity and NaN, as IEEE 754 has it; otherwise only the very last
     *     code is NaN
     */
    SmallFloat(int exponentBits, int mantissaBits, boolean infinite) {
        this.exponentBits = exponentBits;
        this.mantissaBits = mantissaBits;
        this.infinite = infinite;
    }

    int bytes() {
        return (1 + exponentBits + mantissaBits) / Byte.SIZE;
    }

    double toDouble(int bits) {
        double magnitude = magnitude(bits & (signBit() - 1));
        return (bits & signBit()) == 0 ? magnitude : -magnitude;
    }

    private double magnitude(int code) {
        if (code < 1 << mantissaBits) {
            return code * powerOfTwo(1 - bias() - mantissaBits);
        }
        long widened = (long) code << dropped();
        return Double.longBitsToDouble(code < overflow() ? widened + biasGap() : widened | DOUBLE_INFINITY);
    }

    int round(double value) {
        long bits = Double.doubleToRawLongBits(value);
        int sign = bits < 0 ? signBit() : 0;
        return sign | code(bits & Long.MAX_VALUE);
    }

    private int code(long magnitude) {
        if (magnitude > DOUBLE_INFINITY) {
            return nan(magnitude);
        }
        if (magnitude < smallestNormal()) {
            // Scaling by a power of two is exact, so this rounds once; a carry yields the code of the smallest normal
            // number.
            return (int) Math.rint(Double.longBitsToDouble(magnitude) * powerOfTwo(bias() - 1 + mantissaBits));
        }
        return (int) Math.min(overflow(), roundedShift(magnitude - biasGap()));
    }

    private long roundedShift(long bits) {
        long odd = (bits >>> dropped()) & 1;
        long almostHalf = (1L << (dropped() - 1)) - 1;
        return (bits + almostHalf + odd) >>> dropped();
    }

    private int nan(long magnitude) {
        int quiet = 1 << (mantissaBits - 1);
        int payload = (int) (magnitude >>> dropped()) & mantissaMask();
        return infinite ? overflow() | quiet | payload : overflow();
    }

    /** The code of infinity, or of NaN where there is no infinity. */
    private int overflow() {
        return infinite ? signBit() - (1 << mantissaBits) : signBit() - 1;
    }

    private int signBit() {
        return 1 << (exponentBits + mantissaBits);
    }

    private int mantissaMask() {
        return (1 << mantissaBits) - 1;
    }

    private int bias() {
        return (1 << (exponentBits - 1)) - 1;
    }

    private int dropped() {
        return DOUBLE_MANTISSA - mantissaBits;
    }

    private long biasGap() {
        return (DOUBLE_BIAS - bias()) << DOUBLE_MANTISSA;
    }

    private long smallestNormal() {
        return (1 - bias() + DOUBLE_BIAS) << DOUBLE_MANTISSA;
    }

    private static double powerOfTwo(int exponent) {
        return Double.longBitsToDouble((exponent + DOUBLE_BIAS) << DOUBLE_MANTISSA);
    }
}
