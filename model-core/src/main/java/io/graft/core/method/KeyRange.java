package io.graft.core.method;

/**
 * The doubles whose bits, shifted left by one to be rid of the sign, begin with {@code prefix}.
 *
 * @param shift how many bits are behind the prefix
 */
record KeyRange(long prefix, int shift) {
    static final KeyRange ALL = new KeyRange(0, Long.SIZE);

    static long key(double value) {
        return Double.doubleToRawLongBits(value) << 1;
    }

    static double value(long key) {
        return Double.longBitsToDouble(key >>> 1);
    }

    boolean isAll() {
        return shift == Long.SIZE;
    }

    /** One of the 2¹⁶ parts. */
    KeyRange part(int index) {
        return new KeyRange(prefix << Histogram.BITS | index, shift - Histogram.BITS);
    }

    double least() {
        return value(prefix << shift);
    }
}
