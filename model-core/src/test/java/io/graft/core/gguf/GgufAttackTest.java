package io.graft.core.gguf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.graft.core.GraftException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GgufAttackTest {
    private static final int STRING = 8;
    private static final int ARRAY = 9;
    private static final int UINT32 = 4;

    @TempDir
    Path folder;

    @Test
    void anotherFileIsNoGguf() throws IOException {
        assertThat(refusal("PK\3\4 and more".getBytes(StandardCharsets.US_ASCII)))
                .isEqualTo(GgufError.GGUF_MAGIC_WRONG);
        assertThat(refusal(new byte[0])).isEqualTo(GgufError.GGUF_MAGIC_WRONG);
    }

    @Test
    void bigEndianIsRefused() throws IOException {
        assertThat(refusal(forged(3 << 24, 0, 0, _ -> {}))).isEqualTo(GgufError.GGUF_BIG_ENDIAN);
    }

    @Test
    void versionsOneAndFourAreRefused() throws IOException {
        assertThat(refusal(forged(1, 0, 0, _ -> {}))).isEqualTo(GgufError.GGUF_VERSION_UNSUPPORTED);
        assertThat(refusal(forged(4, 0, 0, _ -> {}))).isEqualTo(GgufError.GGUF_VERSION_UNSUPPORTED);
    }

    @Test
    void countsThatTheFileCannotHoldAreRefused() throws IOException {
        assertThat(refusal(forged(3, 1L << 60, 0, _ -> {}))).isEqualTo(GgufError.GGUF_TRUNCATED);
        assertThat(refusal(forged(3, 0, -1, _ -> {}))).isEqualTo(GgufError.GGUF_TRUNCATED);
    }

    @Test
    void moreKeysThanAnyModelHasAreRefused() throws IOException {
        assertThat(refusal(forged(3, 0, 70_000, file -> file.writeBytes(new byte[1_000_000]))))
                .isEqualTo(GgufError.GGUF_LIMIT_EXCEEDED);
    }

    @Test
    void textsLongerThanTheFileAreRefused() throws IOException {
        assertThat(refusal(forged(3, 0, 1, file -> number(Long.MAX_VALUE, 8, file))))
                .isEqualTo(GgufError.GGUF_TRUNCATED);
        assertThat(refusal(forged(3, 0, 1, file -> {
                    key("k", STRING, file);
                    number(-1, 8, file);
                })))
                .isEqualTo(GgufError.GGUF_TRUNCATED);
    }

    @Test
    void aKeyOfAMegabyteIsRefused() throws IOException {
        assertThat(refusal(forged(3, 0, 1, file -> text("k".repeat(1_000_000), file))))
                .isEqualTo(GgufError.GGUF_LIMIT_EXCEEDED);
    }

    @Test
    void aKeyThatIsNotUtf8IsRefused() throws IOException {
        assertThat(refusal(forged(3, 0, 1, file -> {
                    number(4, 8, file);
                    number(-1, 8, file);
                    number(0, 8, file);
                })))
                .isEqualTo(GgufError.GGUF_TEXT_INVALID);
    }

    @Test
    void aKeyTwiceIsRefused() throws IOException {
        assertThat(refusal(forged(3, 0, 2, file -> {
                    key("k", UINT32, file);
                    number(1, 4, file);
                    key("k", UINT32, file);
                    number(2, 4, file);
                })))
                .isEqualTo(GgufError.METADATA_KEY_DUPLICATE);
    }

    @Test
    void aTypeOfValueThatDoesNotExistIsRefused() throws IOException {
        assertThat(refusal(forged(3, 0, 1, file -> {
                    key("k", 13, file);
                    number(1, 8, file);
                })))
                .isEqualTo(GgufError.METADATA_TYPE_UNKNOWN);
    }

    @Test
    void aTruthThatIsNeitherTrueNorFalseIsRefused() throws IOException {
        assertThat(refusal(forged(3, 0, 1, file -> {
                    key("k", 7, file);
                    number(2, 8, file);
                })))
                .isEqualTo(GgufError.METADATA_VALUE_INVALID);
    }

    @Test
    void arraysOfArraysAreRefused() throws IOException {
        assertThat(refusal(array(ARRAY, 1))).isEqualTo(GgufError.METADATA_ARRAY_NESTED);
    }

    @Test
    void arraysThatTheFileCannotHoldAreRefused() throws IOException {
        assertThat(refusal(array(UINT32, 1L << 62))).isEqualTo(GgufError.GGUF_TRUNCATED);
        assertThat(refusal(array(UINT32, -1))).isEqualTo(GgufError.GGUF_TRUNCATED);
        assertThat(refusal(array(STRING, 1L << 61))).isEqualTo(GgufError.GGUF_TRUNCATED);
    }

    @Test
    void anArrayOfAHundredMillionBytesCostsNoMemory() throws IOException {
        Path path = folder.resolve("large.gguf");
        int size = 100_000_000;
        Files.write(path, forged(3, 0, 1, file -> {
            key("k", ARRAY, file);
            number(0, 4, file);
            number(size, 8, file);
            file.writeBytes(new byte[size]);
        }));
        try (GgufFile file = GgufFile.open(path)) {
            assertThat(((GgufArray) file.value("k").orElseThrow()).bytes().isMapped())
                    .isTrue();
        }
    }

    @Test
    void alignmentsThatAreNoPowersOfTwoAreRefused() throws IOException {
        for (long alignment : new long[] {0, 24, 1L << 31}) {
            assertThat(refusal(forged(3, 0, 1, file -> {
                        key("general.alignment", UINT32, file);
                        number(alignment, 4, file);
                    })))
                    .isEqualTo(GgufError.ALIGNMENT_INVALID);
        }
    }

    @Test
    void aTensorTwiceIsRefused() throws IOException {
        assertThat(refusal(forged(3, 2, 0, file -> {
                    tensor("x", 0, 0, file, 8);
                    tensor("x", 0, 32, file, 8);
                    file.writeBytes(new byte[128]);
                })))
                .isEqualTo(GgufError.GGUF_TENSOR_DUPLICATE);
    }

    @Test
    void tensorsThatOverlapAreRefused() throws IOException {
        assertThat(refusal(forged(3, 2, 0, file -> {
                    tensor("x", 0, 0, file, 16);
                    tensor("y", 0, 32, file, 8);
                    file.writeBytes(new byte[256]);
                })))
                .isEqualTo(GgufError.GGUF_TENSOR_OVERLAP);
    }

    @Test
    void tensorsBeyondTheEndAreRefused() throws IOException {
        assertThat(one(0, 1L << 40, 8)).isEqualTo(GgufError.GGUF_TENSOR_BEYOND_END);
        assertThat(one(0, -32, 8)).isEqualTo(GgufError.GGUF_TENSOR_BEYOND_END);
        assertThat(one(0, Long.MAX_VALUE - 31, 8)).isEqualTo(GgufError.GGUF_TENSOR_BEYOND_END);
        assertThat(one(0, 0, 1 << 20)).isEqualTo(GgufError.GGUF_TENSOR_BEYOND_END);
    }

    @Test
    void tensorsThatAreNotAlignedAreRefused() throws IOException {
        assertThat(one(0, 4, 8)).isEqualTo(GgufError.GGUF_TENSOR_MISALIGNED);
    }

    @Test
    void shapesThatOverflowAreRefused() throws IOException {
        assertThat(one(0, 0, 1L << 32, 1L << 32)).isEqualTo(GgufError.GGUF_TENSOR_SHAPE_INVALID);
        assertThat(one(0, 0, 1L << 31, 1L << 31)).isEqualTo(GgufError.GGUF_TENSOR_SHAPE_INVALID);
        assertThat(one(0, 0, -8)).isEqualTo(GgufError.GGUF_TENSOR_SHAPE_INVALID);
        assertThat(one(0, 0, 1, 1, 1, 1, 1)).isEqualTo(GgufError.GGUF_TENSOR_SHAPE_INVALID);
    }

    @Test
    void rowsThatAreNoWholeBlocksAreRefused() throws IOException {
        assertThat(one(BlockType.Q4_K.id(), 0, 128)).isEqualTo(GgufError.GGUF_TENSOR_SHAPE_INVALID);
    }

    @Test
    void typesThatGraftDoesNotReadAreRefused() throws IOException {
        assertThat(one(16, 0, 256)).isEqualTo(GgufError.BLOCK_TYPE_UNKNOWN);
        assertThat(one(-1, 0, 256)).isEqualTo(GgufError.BLOCK_TYPE_UNKNOWN);
    }

    @Test
    void aFileCutOffAnywhereIsRefused() throws IOException {
        byte[] whole = Fixture.bytes("metadata.gguf");
        for (int length = 4; length < 24 + 31; length++) {
            assertThat(refusal(Arrays.copyOf(whole, length))).isEqualTo(GgufError.GGUF_TRUNCATED);
        }
        for (int length = 55; length < whole.length - 32; length++) {
            assertThat(refusal(Arrays.copyOf(whole, length)))
                    .isIn(GgufError.GGUF_TRUNCATED, GgufError.GGUF_TENSOR_BEYOND_END);
        }
    }

    @Test
    void whateverBytesAreChangedAHeaderIsReadOrRefused() {
        byte[] whole = Fixture.bytes("metadata.gguf");
        Random random = new Random(11);
        for (int i = 0; i < 50_000; i++) {
            byte[] forged = whole.clone();
            for (int changes = 1 + random.nextInt(4); changes > 0; changes--) {
                forged[random.nextInt(forged.length)] = random.nextBoolean() ? (byte) random.nextInt() : (byte) -1;
            }
            MemorySegment bytes = MemorySegment.ofArray(forged);
            try {
                assertThat(new HeaderReader("forged", bytes).read().dataStart()).isLessThanOrEqualTo(forged.length);
            } catch (GraftException e) {
                assertThat(e.code()).isInstanceOf(GgufError.class);
            }
        }
    }

    private Object one(int type, long offset, long... dims) throws IOException {
        return refusal(forged(3, 1, 0, file -> {
            tensor("x", type, offset, file, dims);
            file.writeBytes(new byte[256]);
        }));
    }

    private static byte[] array(int element, long size) {
        return forged(3, 0, 1, file -> {
            key("k", ARRAY, file);
            number(element, 4, file);
            number(size, 8, file);
            file.writeBytes(new byte[64]);
        });
    }

    private Object refusal(byte[] bytes) throws IOException {
        Path path = Files.write(folder.resolve("forged.gguf"), bytes);
        return catchThrowableOfType(
                        GraftException.class, () -> GgufFile.open(path).close())
                .code();
    }

    private static byte[] forged(int version, long tensors, long keys, Consumer<ByteArrayOutputStream> rest) {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        file.writeBytes("GGUF".getBytes(StandardCharsets.US_ASCII));
        number(version, 4, file);
        number(tensors, 8, file);
        number(keys, 8, file);
        rest.accept(file);
        return file.toByteArray();
    }

    private static void key(String name, int type, ByteArrayOutputStream file) {
        text(name, file);
        number(type, 4, file);
    }

    private static void tensor(String name, int type, long offset, ByteArrayOutputStream file, long... dims) {
        text(name, file);
        number(dims.length, 4, file);
        for (long dim : dims) {
            number(dim, 8, file);
        }
        number(type, 4, file);
        number(offset, 8, file);
    }

    private static void text(String text, ByteArrayOutputStream file) {
        HeaderBytes.text(text, file);
    }

    private static void number(long number, int bytes, ByteArrayOutputStream file) {
        HeaderBytes.number(number, bytes, file);
    }
}
