package io.graft.core.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.graft.core.GraftException;
import java.lang.foreign.MemorySegment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TensorTest {
    @ParameterizedTest
    @EnumSource(names = {"F64", "F32", "F16", "BF16", "F8_E4M3", "F8_E5M2"})
    void blocksAreWrittenAndReadBackFromAnyOffset(DType dtype) {
        // One byte aside, as a file may have it.
        MemorySegment data =
                MemorySegment.ofArray(new byte[1 + 5 * dtype.bytes()]).asSlice(1);
        Tensor tensor = new Tensor("w", dtype, Shape.of(5), data);
        double[] values = {-2, 0.5, 1.75};

        Elements.write(dtype, values, 3, data, 2);

        double[] read = new double[5];
        tensor.read(0, read, 5);
        assertThat(read).containsExactly(0, 0, -2, 0.5, 1.75);
        tensor.read(3, read, 2);
        assertThat(read).startsWith(0.5, 1.75);
    }

    @Test
    void elementsAreLittleEndian() {
        MemorySegment data = MemorySegment.ofArray(new byte[] {(byte) 0x80, 0x3f, 0, 0});

        double[] one = new double[1];
        new Tensor("w", DType.BF16, Shape.of(2), data).read(0, one, 1);

        assertThat(one).containsExactly(1);
    }

    @Test
    void dataThatDoesNotFillTheShapeIsRefused() {
        assertThatExceptionOfType(GraftException.class)
                .isThrownBy(() -> new Tensor("w", DType.F32, Shape.of(2, 2), MemorySegment.ofArray(new byte[15])))
                .withMessage("F32 [2, 2] of w does not fill 15 bytes");
    }

    @Test
    void aScalarHasOneElement() {
        assertThat(Shape.of().elements()).isOne();
        assertThat(Shape.of()).hasToString("[]");
    }

    @Test
    void shapesWithMoreElementsThanALongCountsAreRefused() {
        assertRefused(TensorError.SHAPE_TOO_LARGE, 1L << 32, 1L << 31);
        assertRefused(TensorError.SHAPE_TOO_LARGE, 1L << 32, 1L << 32, 0);
        assertRefused(TensorError.SHAPE_TOO_LARGE, Long.MAX_VALUE, 2);
        assertThat(Shape.of(1L << 31, 1L << 31).elements()).isEqualTo(1L << 62);
    }

    @Test
    void negativeDimensionsAreRefused() {
        assertRefused(TensorError.SHAPE_NEGATIVE, -1, -1);
    }

    @Test
    void shapesAreValues() {
        long[] dims = {4, 3};
        Shape shape = Shape.of(dims);
        dims[0] = 5;

        assertThat(shape).isEqualTo(Shape.of(4, 3)).hasToString("[4, 3]").isNotEqualTo(Shape.of(3, 4));
        assertThat(shape.dim(0)).isEqualTo(4);
        assertThat(shape.rank()).isEqualTo(2);
    }

    @Test
    void typesAreKnownByTheNamesOfSafetensorsAndOfTorch() {
        assertThat(DType.parse("BF16")).isEqualTo(DType.BF16);
        assertThat(DType.parse("bfloat16")).isEqualTo(DType.BF16);
        assertThat(DType.parse("torch.float8_e4m3fn")).isEqualTo(DType.F8_E4M3);
        assertThat(DType.named("bf16")).isEmpty();
        assertThatExceptionOfType(GraftException.class)
                .isThrownBy(() -> DType.parse("float12"))
                .satisfies(e -> assertThat(e.code()).isEqualTo(TensorError.DTYPE_UNKNOWN));
    }

    private static void assertRefused(TensorError code, long... dims) {
        assertThatExceptionOfType(GraftException.class)
                .isThrownBy(() -> Shape.of(dims))
                .satisfies(e -> assertThat(e.code()).isEqualTo(code));
    }
}
