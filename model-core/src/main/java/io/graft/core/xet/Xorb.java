package io.graft.core.xet;

import java.util.List;

/**
 * A run of chunks that is sent and kept as one.
 *
 * @param chunks in order
 */
public record Xorb(MerkleHash hash, List<Chunk> chunks) {
    /** In bytes before a chunk's data, as it is sent. */
    public static final int CHUNK_HEADER = 8;

    public Xorb {
        chunks = List.copyOf(chunks);
    }

    public static Xorb of(List<Chunk> chunks) {
        return new Xorb(Hashing.xorb(chunks), chunks);
    }

    /** Of all data, in bytes. */
    public long length() {
        return length(0, chunks.size());
    }

    /** Of the data of some of its chunks. */
    public long length(int from, int to) {
        return chunks.subList(from, to).stream().mapToLong(Chunk::length).sum();
    }
}
