package io.graft.registry.xet;

import io.graft.core.artifact.Digest;
import io.graft.core.xet.Chunk;
import io.graft.core.xet.Chunker;
import io.graft.core.xet.MerkleHash;
import io.graft.core.xet.Xorb;
import io.graft.registry.storage.Segment;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The chunks of a blob in order, and which of them are here already. */
final class Layout {
    /** Shorter stretches that are here are kept twice, so that a file does not fall apart into crumbs. In bytes. */
    private static final long SHORTEST = 128 << 10;

    /** Of a xorb's data, in bytes. */
    private static final long LARGEST_XORB = 64L << 20;

    private static final int MOST_CHUNKS = 8192;

    private final List<Chunk> chunks;
    private final BitSet here = new BitSet();
    private Map<MerkleHash, Segment> places = Map.of();

    private Layout(List<Chunk> chunks) {
        this.chunks = chunks;
    }

    /** Reads to the end, and closes. */
    static Layout of(InputStream bytes) throws IOException {
        List<Chunk> chunks = new ArrayList<>();
        try (bytes) {
            Chunker.cut(bytes, (chunk, _, _) -> chunks.add(chunk));
        }
        return new Layout(chunks);
    }

    List<Chunk> chunks() {
        return chunks;
    }

    /** Whether the chunk of this number is here already. */
    boolean isHere(int number) {
        return here.get(number);
    }

    void find(Xorbs xorbs) {
        places = xorbs.places(chunks);
        for (int from = 0; from < chunks.size(); ) {
            int to = from;
            long length = 0;
            while (to < chunks.size() && places.containsKey(chunks.get(to).hash())) {
                length += chunks.get(to++).length();
            }
            here.set(from, to, length >= SHORTEST);
            from = Math.max(to, from + 1);
        }
    }

    /** In bytes. */
    long shared() {
        return here.stream().mapToLong(number -> chunks.get(number).length()).sum();
    }

    /** All as stretches of other blobs, where those that are not here are in this one, one after the other. */
    List<Segment> segments(Digest remainder) {
        List<Segment> segments = new ArrayList<>();
        long at = 0;
        for (int number = 0; number < chunks.size(); number++) {
            Chunk chunk = chunks.get(number);
            if (isHere(number)) {
                XetFiles.append(segments, Objects.requireNonNull(places.get(chunk.hash())));
            } else {
                XetFiles.append(segments, new Segment(remainder, at, chunk.length()));
                at += chunk.length();
            }
        }
        return segments;
    }

    /** All as xorbs whose data is in this blob. */
    List<KeptXorb> xorbs(Digest blob) {
        return xorbs(blob, chunks);
    }

    /** Chunks that lie one after the other in a blob, from its beginning, as xorbs. */
    static List<KeptXorb> xorbs(Digest blob, List<Chunk> chunks) {
        List<KeptXorb> xorbs = new ArrayList<>();
        long start = 0;
        for (int from = 0; from < chunks.size(); ) {
            int to = end(chunks, from);
            Xorb xorb = Xorb.of(chunks.subList(from, to));
            xorbs.add(new KeptXorb(xorb, blob, start));
            start += xorb.length();
            from = to;
        }
        return xorbs;
    }

    private static int end(List<Chunk> chunks, int from) {
        long length = 0;
        int to = from;
        while (to < chunks.size()
                && to - from < MOST_CHUNKS
                && length + chunks.get(to).length() <= LARGEST_XORB) {
            length += chunks.get(to++).length();
        }
        return to;
    }
}
