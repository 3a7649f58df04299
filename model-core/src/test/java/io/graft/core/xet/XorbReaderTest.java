package io.graft.core.xet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.graft.core.GraftException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import net.jpountz.lz4.LZ4FrameOutputStream;
import org.junit.jupiter.api.Test;

/** A xorb is what a stranger sends: it is read chunk by chunk, and says nothing that is believed. */
class XorbReaderTest {
    private static final byte[] DATA = data(100_000);

    @Test
    void plainAndCompressedChunksAreTheSameChunks() throws IOException {
        byte[] plain = chunk(0, DATA, DATA.length);
        byte[] compressed = chunk(1, lz4(DATA), DATA.length);
        byte[] grouped = chunk(2, lz4(grouped(DATA)), DATA.length);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Xorb xorb = XorbReader.read(new ByteArrayInputStream(join(plain, compressed, grouped)), out);
        assertThat(xorb.chunks()).hasSize(3).containsOnly(new Chunk(Hashing.chunk(DATA, 0, DATA.length), DATA.length));
        assertThat(out.toByteArray()).isEqualTo(join(DATA, DATA, DATA));
    }

    @Test
    void bytesAreRegroupedWhateverTheirNumber() {
        for (int length = 0; length < 9; length++) {
            byte[] bytes = data(length);
            assertThat(XorbReader.ungrouped(grouped(bytes))).isEqualTo(bytes);
        }
    }

    @Test
    void aFooterIsReadOver() throws IOException {
        byte[] footer = "XETBLOB and whatever follows".getBytes(java.nio.charset.StandardCharsets.US_ASCII);
        assertThat(read(join(chunk(0, DATA, DATA.length), footer)).chunks()).hasSize(1);
    }

    @Test
    void aChunkThatIsCutOffIsRefused() {
        byte[] whole = chunk(0, DATA, DATA.length);
        for (int length : new int[] {1, 7, 8, 5000, whole.length - 1}) {
            assertRefused(Arrays.copyOf(whole, length), XetError.XORB_MALFORMED);
        }
    }

    @Test
    void aChunkThatIsNotWhatItSaysIsRefused() throws IOException {
        assertRefused(chunk(0, DATA, DATA.length - 1), XetError.XORB_MALFORMED);
        assertRefused(chunk(1, DATA, DATA.length), XetError.XORB_MALFORMED);
        assertRefused(chunk(1, lz4(DATA), DATA.length - 1), XetError.XORB_MALFORMED);
        assertRefused(chunk(7, DATA, DATA.length), XetError.XORB_MALFORMED);
        byte[] later = chunk(0, DATA, DATA.length);
        later[0] = 3;
        assertRefused(later, XetError.XORB_MALFORMED);
    }

    /** 16 MB of zeros are 64 KB compressed. */
    @Test
    void aChunkThatGrowsBeyondMeasureCostsNoMemory() throws IOException {
        assertRefused(chunk(1, lz4(new byte[16 << 20]), Chunker.LONGEST), XetError.XORB_MALFORMED);
        assertRefused(chunk(0, new byte[Chunker.LONGEST + 1], Chunker.LONGEST + 1), XetError.XORB_MALFORMED);
    }

    @Test
    void tooManyChunksAreRefusedWhileTheyCome() throws IOException {
        byte[] chunk = chunk(1, lz4(new byte[Chunker.LONGEST]), Chunker.LONGEST);
        byte[] many = new byte[chunk.length * 700];
        for (int i = 0; i < 700; i++) {
            System.arraycopy(chunk, 0, many, i * chunk.length, chunk.length);
        }
        assertRefused(many, XetError.XORB_TOO_LARGE);
    }

    private static void assertRefused(byte[] xorb, XetError code) {
        assertThatThrownBy(() -> read(xorb))
                .isInstanceOfSatisfying(
                        GraftException.class, error -> assertThat(error.code()).isEqualTo(code));
    }

    private static Xorb read(byte[] xorb) throws IOException {
        return XorbReader.read(new ByteArrayInputStream(xorb), ByteArrayOutputStream.nullOutputStream());
    }

    private static byte[] chunk(int scheme, byte[] stored, int size) {
        byte[] header = {
            0,
            (byte) stored.length,
            (byte) (stored.length >> 8),
            (byte) (stored.length >> 16),
            (byte) scheme,
            (byte) size,
            (byte) (size >> 8),
            (byte) (size >> 16)
        };
        return join(header, stored);
    }

    private static byte[] lz4(byte[] bytes) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (LZ4FrameOutputStream frames = new LZ4FrameOutputStream(out)) {
            frames.write(bytes);
        }
        return out.toByteArray();
    }

    private static byte[] grouped(byte[] bytes) {
        byte[] grouped = new byte[bytes.length];
        int to = 0;
        for (int group = 0; group < 4; group++) {
            for (int from = group; from < bytes.length; from += 4) {
                grouped[to++] = bytes[from];
            }
        }
        return grouped;
    }

    private static byte[] join(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    private static byte[] data(int length) {
        byte[] data = new byte[length];
        new Random(length).nextBytes(data);
        return data;
    }
}
