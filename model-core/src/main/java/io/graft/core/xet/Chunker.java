package io.graft.core.xet;

import java.io.IOException;
import java.io.InputStream;

/** Cuts bytes into chunks of about 64 KiB, at places that depend on what is around them and not on where they are. */
public final class Chunker {
    /**
     * Of all chunks but the last of a file. The specification says 8 KiB; clients begin to look one window earlier, and what they do
     * is what counts.
     */
    static final int SHORTEST = (8 << 10) - Gear.WINDOW;

    public static final int LONGEST = 128 << 10;

    private static final int BUFFER = 1 << 20;

    private Chunker() {}

    /** Sees chunks in the order of the file. */
    public interface Consumer {
        /** The bytes are another's as soon as it returns. */
        void accept(Chunk chunk, byte[] bytes, int from) throws IOException;
    }

    /** Reads to the end. */
    public static void cut(InputStream in, Consumer consumer) throws IOException {
        byte[] buffer = new byte[BUFFER];
        int begin = 0;
        int end = 0;
        boolean more = true;
        while (more || begin < end) {
            if (more && end - begin < LONGEST) {
                System.arraycopy(buffer, begin, buffer, 0, end - begin);
                end -= begin;
                begin = 0;
                int read = in.readNBytes(buffer, end, BUFFER - end);
                more = read == BUFFER - end;
                end += read;
            }
            if (begin < end) {
                int length = length(buffer, begin, end);
                consumer.accept(new Chunk(Hashing.chunk(buffer, begin, length), length), buffer, begin);
                begin += length;
            }
        }
    }

    /** How long the next chunk is, where its longest is all there or the file ends. */
    private static int length(byte[] bytes, int begin, int end) {
        int last = Math.min(end, begin + LONGEST);
        long hash = 0;
        for (int at = begin + SHORTEST - 1; at < last; at++) {
            hash = Gear.next(hash, bytes[at]);
            if ((hash & Gear.MASK) == 0) {
                return at + 1 - begin;
            }
        }
        return last - begin;
    }
}
