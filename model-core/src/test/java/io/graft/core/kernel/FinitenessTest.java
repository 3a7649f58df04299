package io.graft.core.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import io.graft.core.tensor.DType;
import io.graft.core.tensor.Elements;
import java.lang.foreign.MemorySegment;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FinitenessTest {
    @ParameterizedTest
    @EnumSource(names = {"F16", "BF16", "F8_E5M2", "F8_E4M3"})
    void everyCodeOfASmallTypeIsToldApart(DType dtype) {
        for (int code = 0; code < 1 << (dtype.bytes() * Byte.SIZE); code++) {
            double value = dtype.toDouble(code);
            assertThat(Finiteness.of(dtype, among(dtype, value, code % 9)))
                    .as("%s", value)
                    .isEqualTo(Double.isFinite(value));
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"F32", "F64"})
    void oneBadElementIsFoundWhereverItIs(DType dtype) {
        for (int at = 0; at < 9; at++) {
            assertThat(Finiteness.of(dtype, among(dtype, Double.NaN, at))).isFalse();
            assertThat(Finiteness.of(dtype, among(dtype, Double.NEGATIVE_INFINITY, at)))
                    .isFalse();
            assertThat(Finiteness.of(dtype, among(dtype, Float.MAX_VALUE, at))).isTrue();
            assertThat(Finiteness.of(dtype, among(dtype, -0.0, at))).isTrue();
        }
    }

    private static MemorySegment among(DType dtype, double value, int at) {
        double[] values = {1, -2, 0, 0.5, -0.25, 3, 1, 1, 1};
        values[at] = value;
        MemorySegment elements = MemorySegment.ofArray(new byte[values.length * dtype.bytes()]);
        Elements.write(dtype, values, values.length, elements, 0);
        return elements;
    }
}
