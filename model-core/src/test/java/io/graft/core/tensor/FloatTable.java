package io.graft.core.tensor;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/**
 * All finite numbers of a small floating-point format, ascending from zero, written down from the format's definition in exact
 * decimals. The index of a number is its code.
 */
record FloatTable(DType dtype, int mantissaBits, int bias, int overflow, List<BigDecimal> values) {
    private static final BigDecimal TWO = BigDecimal.valueOf(2);

    /** @param overflow the first code that is not a finite number */
    static FloatTable of(DType dtype, int mantissaBits, int bias, int overflow) {
        List<BigDecimal> values = new ArrayList<>();
        // One more than there are: what would come next decides where overflow begins.
        for (int code = 0; code <= overflow; code++) {
            values.add(value(code >> mantissaBits, code & ((1 << mantissaBits) - 1), mantissaBits, bias));
        }
        return new FloatTable(dtype, mantissaBits, bias, overflow, values);
    }

    private static BigDecimal value(int exponent, int mantissa, int mantissaBits, int bias) {
        int leading = exponent == 0 ? 0 : 1 << mantissaBits;
        return scale(BigDecimal.valueOf(leading + mantissa), Math.max(exponent, 1) - bias - mantissaBits);
    }

    private static BigDecimal scale(BigDecimal number, int exponent) {
        return exponent < 0 ? number.divide(TWO.pow(-exponent)) : number.multiply(TWO.pow(exponent));
    }

    BigDecimal value(int code) {
        return values.get(code);
    }

    BigDecimal midpointAbove(int code) {
        return value(code).add(value(code + 1)).divide(TWO);
    }

    /** The code nearest to a number that lies between this code and the next; ties go to the even code. */
    int nearest(BigDecimal number, int code) {
        int side = number.compareTo(midpointAbove(code));
        if (side == 0) {
            return code % 2 == 0 ? code : code + 1;
        }
        return side < 0 ? code : code + 1;
    }

    /** The largest code whose number is not above this one. */
    int floor(BigDecimal number) {
        int low = 0;
        for (int high = overflow; low < high; ) {
            int middle = (low + high + 1) / 2;
            low = value(middle).compareTo(number) <= 0 ? middle : low;
            high = value(middle).compareTo(number) <= 0 ? high : middle - 1;
        }
        return low;
    }

    @Override
    public String toString() {
        return dtype.name();
    }
}
