package io.graft.registry.xet;

import io.graft.core.xet.Chunk;
import io.graft.core.xet.Xorb;
import io.graft.registry.storage.Blobs;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;

/** A xorb on its way out: chunks are kept plain, and each gets its header when it is sent. */
record SentXorb(KeptXorb kept) {
    /** In bytes. */
    long length() {
        return place(kept.xorb(), kept.xorb().chunks().size());
    }

    /** Where a chunk's header begins; for the number after the last, where all ends. */
    static long place(Xorb xorb, int chunk) {
        return xorb.length(0, chunk) + ((long) chunk * Xorb.CHUNK_HEADER);
    }

    /** @param to exclusive */
    void write(Blobs blobs, long from, long to, OutputStream out) throws IOException {
        List<Chunk> chunks = kept.xorb().chunks();
        try (InputStream data =
                blobs.open(kept.blob(), kept.start(), kept.xorb().length())) {
            long at = 0;
            for (Chunk chunk : chunks) {
                long end = at + Xorb.CHUNK_HEADER + chunk.length();
                if (end <= from || at >= to) {
                    data.skipNBytes(chunk.length());
                } else {
                    piece(header(chunk), at, from, to, out);
                    piece(data.readNBytes((int) chunk.length()), at + Xorb.CHUNK_HEADER, from, to, out);
                }
                at = end;
            }
        }
    }

    private static void piece(byte[] bytes, long at, long from, long to, OutputStream out) throws IOException {
        int begin = Math.clamp(from - at, 0, bytes.length);
        int end = Math.clamp(to - at, begin, bytes.length);
        out.write(bytes, begin, end - begin);
    }

    /** Version 0, not compressed. */
    private static byte[] header(Chunk chunk) {
        byte low = (byte) chunk.length();
        byte middle = (byte) (chunk.length() >> Byte.SIZE);
        byte high = (byte) (chunk.length() >> (2 * Byte.SIZE));
        return new byte[] {0, low, middle, high, 0, low, middle, high};
    }
}
