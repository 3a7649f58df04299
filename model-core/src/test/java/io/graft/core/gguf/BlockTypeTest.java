package io.graft.core.gguf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import io.graft.core.GraftException;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class BlockTypeTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource(
            value = BlockType.class,
            names = {"F32", "Q8_K"},
            mode = EnumSource.Mode.EXCLUDE)
    void blocksMeanToTheBitWhatGgufPythonSays(BlockType type) throws IOException {
        String name = type.name().toLowerCase(Locale.ROOT);
        float[] expected = Fixture.floats(name + ".f32");
        try (GgufFile file = Fixture.open(name + ".gguf", folder)) {
            BlockTensor blocks = file.tensor("blocks");
            float[] decoded = new float[expected.length];
            blocks.read(0, decoded, decoded.length);

            assertThat(blocks.type()).isEqualTo(type);
            assertThat(blocks.elements()).isEqualTo(expected.length);
            assertThat(Fixture.bits(decoded)).isEqualTo(Fixture.bits(expected));
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = BlockType.class,
            names = {"Q8_0", "Q4_0", "F16", "BF16"})
    void whatIsEncodedHasTheBytesOfGgufPython(BlockType type) throws IOException {
        float[] source = Fixture.floats("source.f32");
        byte[] encoded = new byte[(int) type.bytes(source.length)];
        type.encode(source, source.length / type.elements(), encoded);

        try (GgufFile file = Fixture.open("quantised-" + type.name().toLowerCase(Locale.ROOT) + ".gguf", folder)) {
            assertThat(encoded).isEqualTo(file.tensor("source").data().toArray(ValueLayout.JAVA_BYTE));
        }
    }

    @Test
    void q4kStaysWithinHalfAStepOfItsGroups() {
        float[] source = Fixture.floats("source.f32");
        byte[] encoded = new byte[(int) BlockType.Q4_K.bytes(source.length)];
        float[] decoded = new float[source.length];
        BlockType.Q4_K.encode(source, source.length / 256, encoded);
        BlockType.Q4_K.decode(encoded, source.length / 256, decoded);

        for (int row = 0; row < source.length; row += 256) {
            double error = 0;
            double norm = 0;
            for (int i = row; i < row + 256; i++) {
                error += Math.pow(decoded[i] - source[i], 2);
                norm += Math.pow(source[i], 2);
            }
            assertThat(Math.sqrt(error)).isLessThanOrEqualTo(0.09 * Math.sqrt(norm));
        }
    }

    @Test
    void q8kHasItsScaleInFullPrecision() {
        byte[] block = new byte[BlockType.Q8_K.bytes()];
        ByteBuffer.wrap(block)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putFloat(0.1f)
                .put((byte) -128)
                .put((byte) 3);
        float[] decoded = new float[256];
        BlockType.Q8_K.decode(block, 1, decoded);

        assertThat(decoded).startsWith(-12.8f, 0.1f * 3, 0);
    }

    @Test
    void elementsAreReadFromTheMiddleOfABlock() throws IOException {
        float[] expected = Fixture.floats("q5_k.f32");
        float[] decoded = new float[300];
        try (GgufFile file = Fixture.open("q5_k.gguf", folder);
                Arena arena = Arena.ofConfined()) {
            file.tensor("blocks").read(411, decoded, decoded.length);
            double[] whole = file.tensor("blocks").dequantised(arena).values();

            assertThat(decoded).isEqualTo(Arrays.copyOfRange(expected, 411, 711));
            assertThat(whole[1000]).isCloseTo(expected[1000], within(0.0));
        }
    }

    @Test
    void whatIsOnlyReadIsRefusedWhenWriting() {
        assertThat(BlockType.Q6_K.isWritable()).isFalse();
        assertThatExceptionOfType(GraftException.class)
                .isThrownBy(() -> BlockType.Q6_K.encode(new float[256], 1, new byte[210]))
                .satisfies(e -> assertThat(e.code()).isEqualTo(GgufError.BLOCK_TYPE_NOT_WRITABLE));
    }

    @Test
    void namesAreReadInAnyCase() {
        assertThat(BlockType.parse("q4_k")).isEqualTo(BlockType.Q4_K);
        assertThatExceptionOfType(GraftException.class)
                .isThrownBy(() -> BlockType.parse("q9"))
                .satisfies(e -> assertThat(e.code()).isEqualTo(GgufError.BLOCK_TYPE_UNKNOWN));
    }
}
