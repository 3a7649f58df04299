package io.graft.core.xet;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.bouncycastle.crypto.digests.Blake3Digest;
import org.bouncycastle.crypto.params.Blake3Parameters;

/**
 * Xet's hashes: BLAKE3 with a key for each purpose.
 *
 * @see <a href="https://huggingface.co/docs/xet/hashing">the specification</a>
 */
public final class Hashing {
    private static final byte[] DATA = key("6697f5775b9550de3135cbaca597181c9de421109beb2b58b4d0b04b93adf229");
    private static final byte[] NODE = key("017ec5c7a5472996fd946666b48a02e65ddd536f37c76dd2f86352e64a53713f");
    private static final byte[] RANGE = key("7f1857d6ce56ed66127ff913e7a5c3f3a4cd26d5b5db49e64124987f28fb94c3");
    private static final byte[] NONE = new byte[MerkleHash.LENGTH];
    private static final MerkleHash EMPTY = new MerkleHash(0, 0, 0, 0);
    private static final int BRANCHES = 4;

    private Hashing() {}

    /** What a chunk with these bytes is called. */
    public static MerkleHash chunk(byte[] bytes, int from, int length) {
        return keyed(DATA, bytes, from, length);
    }

    /** What a file of these chunks is called. */
    public static MerkleHash file(List<Chunk> chunks) {
        return chunks.isEmpty() ? EMPTY : keyed(NONE, xorb(chunks).bytes());
    }

    /** The proof of whoever names a run of chunks that it knows them. */
    public static MerkleHash range(List<Chunk> chunks) {
        byte[] all = new byte[chunks.size() * MerkleHash.LENGTH];
        int at = 0;
        for (Chunk chunk : chunks) {
            System.arraycopy(chunk.hash().bytes(), 0, all, at, MerkleHash.LENGTH);
            at += MerkleHash.LENGTH;
        }
        return keyed(RANGE, all);
    }

    /** What a xorb of these chunks is called: the root of a tree over them, cut where a hash says so. */
    public static MerkleHash xorb(List<Chunk> chunks) {
        List<Chunk> level = chunks;
        while (level.size() > 1) {
            level = parents(level);
        }
        return level.isEmpty() ? EMPTY : level.getFirst().hash();
    }

    private static List<Chunk> parents(List<Chunk> children) {
        List<Chunk> parents = new ArrayList<>();
        for (int from = 0; from < children.size(); ) {
            int to = cut(children, from);
            parents.add(parent(children.subList(from, to)));
            from = to;
        }
        return parents;
    }

    private static int cut(List<Chunk> nodes, int from) {
        int end = Math.min(from + (2 * BRANCHES) + 1, nodes.size());
        for (int i = from + 2; i < end; i++) {
            if (nodes.get(i).hash().isOneOf(BRANCHES)) {
                return i + 1;
            }
        }
        return end;
    }

    private static Chunk parent(List<Chunk> children) {
        StringBuilder lines = new StringBuilder();
        long length = 0;
        for (Chunk child : children) {
            lines.append(child.hash()).append(" : ").append(child.length()).append('\n');
            length += child.length();
        }
        return new Chunk(keyed(NODE, lines.toString().getBytes(StandardCharsets.US_ASCII)), length);
    }

    private static MerkleHash keyed(byte[] key, byte[] bytes) {
        return keyed(key, bytes, 0, bytes.length);
    }

    private static MerkleHash keyed(byte[] key, byte[] bytes, int from, int length) {
        Blake3Digest digest = new Blake3Digest();
        digest.init(Blake3Parameters.key(key));
        digest.update(bytes, from, length);
        byte[] hash = new byte[MerkleHash.LENGTH];
        digest.doFinal(hash, 0);
        return MerkleHash.of(hash);
    }

    private static byte[] key(String hex) {
        return HexFormat.of().parseHex(hex);
    }
}
