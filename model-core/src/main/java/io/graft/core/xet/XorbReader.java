package io.graft.core.xet;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import net.jpountz.lz4.LZ4Factory;
import net.jpountz.lz4.LZ4FrameInputStream;
import net.jpountz.xxhash.XXHashFactory;

/**
 * Reads a xorb as a client sends it: chunks, each with a header and compressed by itself, and a footer that says nothing which they
 * do not.
 *
 * @see <a href="https://huggingface.co/docs/xet/xorb">the specification</a>
 */
public final class XorbReader {
    /** A client sends at most 64 MiB; what would not compress may be as much again with its headers. */
    private static final long LARGEST = 80L << 20;

    private static final int FOOTER = 'X';
    private static final int BYTE = 0xff;
    private static final int GROUPS = 4;
    private static final LZ4Factory LZ4 = LZ4Factory.safeInstance();

    private final DataInputStream in;
    private final List<Chunk> chunks = new ArrayList<>();
    private long length;

    private XorbReader(InputStream in) {
        this.in = new DataInputStream(in);
    }

    /**
     * Reads all of it.
     *
     * @param out where the data goes, of all chunks one after the other
     * @throws io.graft.core.GraftException {@link XetError#XORB_MALFORMED} or {@link XetError#XORB_TOO_LARGE}
     */
    public static Xorb read(InputStream in, OutputStream out) throws IOException {
        XorbReader reader = new XorbReader(in);
        try {
            for (int version = in.read(); version >= 0 && version != FOOTER; version = in.read()) {
                reader.chunk(version, out);
            }
        } catch (EOFException e) {
            throw XetError.XORB_MALFORMED.at(reader.place(), "The xorb ends within a chunk", e);
        }
        in.transferTo(OutputStream.nullOutputStream());
        return Xorb.of(reader.chunks);
    }

    private void chunk(int version, OutputStream out) throws IOException {
        if (version != 0) {
            throw XetError.XORB_MALFORMED.at(place(), "The chunk is of version %d, not 0".formatted(version));
        }
        int stored = size();
        int scheme = in.readUnsignedByte();
        int size = size();
        require(stored, size);
        byte[] data = in.readNBytes(stored);
        if (data.length < stored) {
            throw new EOFException();
        }
        byte[] bytes = restored(scheme, data, size);
        chunks.add(new Chunk(Hashing.chunk(bytes, 0, bytes.length), bytes.length));
        length += bytes.length;
        out.write(bytes);
    }

    private void require(int stored, int size) {
        if (size == 0 || size > Chunker.LONGEST || stored > Chunker.LONGEST + Chunker.SHORTEST) {
            throw XetError.XORB_MALFORMED.at(
                    place(),
                    "The chunk has %d bytes, stored in %d; chunks have up to %d"
                            .formatted(size, stored, Chunker.LONGEST));
        }
        if (length + size > LARGEST) {
            throw XetError.XORB_TOO_LARGE.at(place(), "The xorb holds more than %d bytes".formatted(LARGEST));
        }
    }

    private byte[] restored(int scheme, byte[] data, int size) {
        byte[] bytes =
                switch (scheme) {
                    case 0 -> data;
                    case 1 -> decompressed(data, size);
                    case 2 -> ungrouped(decompressed(data, size));
                    default ->
                        throw XetError.XORB_MALFORMED.at(place(), "There is no compression %d".formatted(scheme));
                };
        if (bytes.length != size) {
            throw XetError.XORB_MALFORMED.at(
                    place(), "The chunk has %d bytes, not %d as it says".formatted(bytes.length, size));
        }
        return bytes;
    }

    /** Never more than one byte too much. */
    private byte[] decompressed(byte[] data, int size) {
        try (InputStream frames = new LZ4FrameInputStream(
                new ByteArrayInputStream(data),
                LZ4.safeDecompressor(),
                XXHashFactory.safeInstance().hash32())) {
            return frames.readNBytes(size + 1);
        } catch (IOException e) {
            throw XetError.XORB_MALFORMED.at(place(), "The chunk cannot be decompressed", e);
        }
    }

    /** Of each four bytes, the first ones came first, then the second ones, and so on. */
    static byte[] ungrouped(byte[] grouped) {
        byte[] bytes = new byte[grouped.length];
        int from = 0;
        for (int group = 0; group < GROUPS; group++) {
            for (int to = group; to < bytes.length; to += GROUPS) {
                bytes[to] = grouped[from++];
            }
        }
        return bytes;
    }

    private int size() throws IOException {
        int low = in.readUnsignedByte();
        int middle = in.readUnsignedByte();
        return low | (middle << Byte.SIZE) | ((in.readUnsignedByte() & BYTE) << (2 * Byte.SIZE));
    }

    private String place() {
        return "chunk " + chunks.size();
    }
}
