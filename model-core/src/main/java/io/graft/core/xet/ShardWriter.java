package io.graft.core.xet;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/** Writes the answer to whoever asks for a chunk: a shard with the xorbs that hold it and its neighbours. */
public final class ShardWriter {
    private static final int HEADER = 48;
    private static final int FOOTER = 200;
    private static final int ENTRY = MerkleHash.LENGTH + ShardReader.REST;
    private static final long FOOTER_VERSION = 1;
    private static final int TABLES = 3;
    private static final int RESERVED_LATER = 72;

    private ShardWriter() {}

    /**
     * A shard without files.
     *
     * @param seconds since the epoch, when it is written
     * @param expires when clients are to forget it
     */
    public static byte[] write(List<Xorb> xorbs, long seconds, long expires) {
        int entries = xorbs.stream().mapToInt(xorb -> 1 + xorb.chunks().size()).sum();
        int footer = HEADER + ((entries + 2) * ENTRY);
        ByteBuffer out = ByteBuffer.allocate(footer + FOOTER).order(ByteOrder.LITTLE_ENDIAN);
        out.put(ShardReader.TAG).putLong(ShardReader.VERSION).putLong(FOOTER);
        end(out);
        xorbs.forEach(xorb -> xorb(xorb, out));
        end(out);
        out.putLong(FOOTER_VERSION).putLong(HEADER).putLong(HEADER + ENTRY);
        noTables(footer, out);
        out.put(new byte[MerkleHash.LENGTH]);
        out.putLong(seconds).putLong(expires).put(new byte[RESERVED_LATER]).putLong(footer);
        return out.array();
    }

    /** The specification says that this is reserved. Clients find there where the xorbs end, and how many entries tables have. */
    private static void noTables(int end, ByteBuffer out) {
        for (int table = 0; table < TABLES; table++) {
            out.putLong(end).putLong(0);
        }
    }

    private static void xorb(Xorb xorb, ByteBuffer out) {
        int stored = Math.toIntExact(xorb.length() + ((long) xorb.chunks().size() * Xorb.CHUNK_HEADER));
        out.put(xorb.hash().bytes()).putInt(0).putInt(xorb.chunks().size());
        out.putInt(Math.toIntExact(xorb.length())).putInt(stored);
        int at = 0;
        for (Chunk chunk : xorb.chunks()) {
            out.put(chunk.hash().bytes())
                    .putInt(at)
                    .putInt((int) chunk.length())
                    .putLong(0);
            at += (int) chunk.length();
        }
    }

    private static void end(ByteBuffer out) {
        out.put(ShardReader.END.bytes()).put(new byte[ShardReader.REST]);
    }
}
