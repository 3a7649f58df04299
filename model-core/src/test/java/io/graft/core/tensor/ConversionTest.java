package io.graft.core.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.graft.core.GraftException;
import java.math.BigDecimal;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class ConversionTest {
    private static Stream<FloatTable> formats() {
        return Stream.of(
                FloatTable.of(DType.F16, 10, 15, 0x7C00),
                FloatTable.of(DType.BF16, 7, 127, 0x7F80),
                FloatTable.of(DType.F8_E5M2, 2, 15, 0x7C),
                FloatTable.of(DType.F8_E4M3, 3, 7, 0x7F));
    }

    @ParameterizedTest
    @MethodSource("formats")
    void everyFiniteCodeHasTheValueThatItsFormatDefines(FloatTable format) {
        for (int code = 0; code < format.overflow(); code++) {
            double value = format.dtype().toDouble(code);
            double negative = format.dtype().toDouble(code | signBit(format.dtype()));

            assertThat(new BigDecimal(value)).isEqualByComparingTo(format.value(code));
            assertThat(negative).isEqualTo(-value);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"F16", "BF16", "F8_E4M3", "F8_E5M2"})
    void everyCodeComesBackFromDoubleAsItWas(DType dtype) {
        IntStream.range(0, 1 << (Byte.SIZE * dtype.bytes())).forEach(code -> {
            double value = dtype.toDouble(code);
            long back = dtype.fromDouble(value);

            assertThat(back).isEqualTo(Double.isNaN(value) ? quiet(dtype, code) : code);
        });
    }

    @ParameterizedTest
    @MethodSource("formats")
    void halfWayBetweenTwoNumbersGoesToTheEvenOneAndAHairAsideToTheNearer(FloatTable format) {
        for (int code = 0; code < format.overflow(); code++) {
            double half = format.midpointAbove(code).doubleValue();
            assertThat(new BigDecimal(half)).isEqualByComparingTo(format.midpointAbove(code));

            assertRounds(format, half, code % 2 == 0 ? code : code + 1);
            assertRounds(format, Math.nextDown(half), code);
            assertRounds(format, Math.nextUp(half), code + 1);
            assertRounds(format, Math.nextUp(format.dtype().toDouble(code)), code);
        }
    }

    @ParameterizedTest
    @MethodSource("formats")
    void anyDoubleGoesToTheNearestNumber(FloatTable format) {
        Random random = new Random(20);
        double largest = format.value(format.overflow() - 1).doubleValue();
        for (int i = 0; i < 20_000; i++) {
            double value = largest * Math.scalb(random.nextDouble(), -random.nextInt(2 * format.bias() + 20));
            BigDecimal exact = new BigDecimal(value);

            assertRounds(format, value, format.nearest(exact, format.floor(exact)));
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"F16", "BF16", "F8_E5M2", "F32", "F64"})
    void whatIsTooLargeBecomesInfinity(DType dtype) {
        assertThat(dtype.toDouble(dtype.fromDouble(Double.POSITIVE_INFINITY))).isEqualTo(Double.POSITIVE_INFINITY);
        assertThat(dtype.toDouble(dtype.fromDouble(Double.NEGATIVE_INFINITY))).isEqualTo(Double.NEGATIVE_INFINITY);
        if (dtype != DType.F64) {
            assertThat(dtype.toDouble(dtype.fromDouble(Double.MAX_VALUE))).isEqualTo(Double.POSITIVE_INFINITY);
        }
    }

    @Test
    void f8WithoutInfinityOverflowsToNaN() {
        assertThat(DType.F8_E4M3.fromDouble(448)).isEqualTo(0x7E);
        assertThat(DType.F8_E4M3.fromDouble(464)).isEqualTo(0x7E);
        assertThat(DType.F8_E4M3.fromDouble(Math.nextUp(464.0))).isEqualTo(0x7F);
        assertThat(DType.F8_E4M3.fromDouble(Double.NEGATIVE_INFINITY)).isEqualTo(0xFF);
        assertThat(DType.F8_E4M3.toDouble(0x7F)).isNaN();
    }

    @Test
    void a16BitNumberIsRoundedOnceAndNotByWayOfFloat() {
        // Just above half way between two bfloat16 numbers, by less than a float can tell.
        double value = 1 + 0x1p-8 + 0x1p-40;

        assertThat(DType.BF16.fromDouble((float) value)).isEqualTo(0x3F80);
        assertThat(DType.BF16.fromDouble(value)).isEqualTo(0x3F81);
    }

    @ParameterizedTest
    @EnumSource(names = {"F16", "BF16", "F8_E4M3", "F8_E5M2", "F32", "F64"})
    void zeroKeepsItsSignAndNaNStaysNaN(DType dtype) {
        assertThat(dtype.fromDouble(0.0)).isZero();
        assertThat(Double.doubleToRawLongBits(dtype.toDouble(dtype.fromDouble(-0.0))))
                .isEqualTo(Double.doubleToRawLongBits(-0.0));
        assertThat(dtype.toDouble(dtype.fromDouble(Double.NaN))).isNaN();
    }

    @Test
    void float32IsRoundedToNearestEven() {
        double half = 1 + 0x1p-24;

        assertThat(DType.F32.fromDouble(half)).isEqualTo(Float.floatToRawIntBits(1f));
        assertThat(DType.F32.fromDouble(Math.nextUp(half))).isEqualTo(Float.floatToRawIntBits(Math.nextUp(1f)));
        assertThat(DType.F32.fromDouble(-Float.MIN_VALUE * 0.75)).isEqualTo(0x8000_0001L);
    }

    @ParameterizedTest
    @EnumSource(names = {"I64", "I32", "I16", "I8", "U64", "U32", "U16", "U8", "BOOL"})
    void integersAreNotNumbersToCalculateWith(DType dtype) {
        assertThatExceptionOfType(GraftException.class)
                .isThrownBy(() -> dtype.toDouble(0))
                .satisfies(e -> assertThat(e.code()).isEqualTo(TensorError.DTYPE_NOT_FLOAT));
        assertThatExceptionOfType(GraftException.class).isThrownBy(() -> dtype.fromDouble(0));
    }

    private static void assertRounds(FloatTable format, double value, int code) {
        assertThat(format.dtype().fromDouble(value))
                .as("%s of %s", format, value)
                .isEqualTo(code);
        assertThat(format.dtype().fromDouble(-value)).isEqualTo(code | signBit(format.dtype()));
    }

    private static long quiet(DType dtype, int code) {
        return switch (dtype) {
            case F16 -> code | 0x200;
            case BF16 -> code | 0x40;
            case F8_E5M2 -> code | 2;
            default -> code;
        };
    }

    private static int signBit(DType dtype) {
        return 1 << (Byte.SIZE * dtype.bytes() - 1);
    }
}
