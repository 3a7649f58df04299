package io.graft.core.xet;

import io.graft.core.xet.Shard.FileTerms;
import io.graft.core.xet.Shard.Term;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * Reads a shard, with its footer or without.
 *
 * @see <a href="https://huggingface.co/docs/xet/shard">the specification</a>
 */
public final class ShardReader {
    /** The largest that clients send, in bytes. */
    public static final int LARGEST = 64 << 20;

    static final byte[] TAG =
            HexFormat.of().parseHex("48465265706f4d6574614461746100556967456a7b815783a5bdd95ccdd14aa9");
    static final long VERSION = 2;
    static final MerkleHash END = new MerkleHash(-1, -1, -1, -1);
    /** Of each entry but its hash, in bytes. */
    static final int REST = 16;

    private static final int PROVEN = 1 << 31;
    private static final int DESCRIBED = 1 << 30;

    private final ByteBuffer bytes;

    private ShardReader(byte[] shard) {
        this.bytes = ByteBuffer.wrap(shard).order(ByteOrder.LITTLE_ENDIAN);
    }

    /**
     * Reads all of it.
     *
     * @throws io.graft.core.GraftException {@link XetError#SHARD_MALFORMED}
     */
    public static Shard read(byte[] shard) {
        try {
            return new ShardReader(shard).read();
        } catch (BufferUnderflowException | IndexOutOfBoundsException e) {
            throw XetError.SHARD_MALFORMED.at("shard", "The shard ends too early", e);
        }
    }

    private Shard read() {
        byte[] tag = new byte[TAG.length];
        bytes.get(tag);
        if (!Arrays.equals(tag, TAG) || bytes.getLong() != VERSION) {
            throw XetError.SHARD_MALFORMED.at("header", "It is no shard of version %d".formatted(VERSION));
        }
        bytes.getLong();
        return new Shard(files(), xorbs());
    }

    private List<FileTerms> files() {
        List<FileTerms> files = new ArrayList<>();
        for (MerkleHash hash = hash(); !hash.equals(END); hash = hash()) {
            files.add(file(hash));
        }
        skip();
        return files;
    }

    private FileTerms file(MerkleHash hash) {
        int flags = bytes.getInt();
        int count = count();
        bytes.getLong();
        if ((flags & PROVEN) == 0) {
            throw XetError.SHARD_MALFORMED.at(
                    hash.toString(), "The file comes without proof that its chunks are known");
        }
        int entries = bytes.position();
        int proofs = entries + (count * entry());
        List<Term> terms = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            terms.add(term(entries + (i * entry()), proofs + (i * entry())));
        }
        bytes.position(proofs + (count * entry()));
        return new FileTerms(hash, terms, (flags & DESCRIBED) == 0 ? Optional.empty() : Optional.of(sha256()));
    }

    private Term term(int entry, int proof) {
        MerkleHash proven = MerkleHash.read(bytes.duplicate().position(proof));
        bytes.position(entry);
        MerkleHash xorb = hash();
        bytes.getInt();
        long length = Integer.toUnsignedLong(bytes.getInt());
        int from = bytes.getInt();
        int to = bytes.getInt();
        if (from < 0 || to <= from) {
            throw XetError.SHARD_MALFORMED.at(xorb.toString(), "The file has chunks %d to %d".formatted(from, to));
        }
        return new Term(xorb, length, from, to, proven);
    }

    /** Stored as a hash is, word by word. */
    private String sha256() {
        String sha256 = hash().toString();
        skip();
        return sha256;
    }

    private List<MerkleHash> xorbs() {
        List<MerkleHash> xorbs = new ArrayList<>();
        for (MerkleHash hash = hash(); !hash.equals(END); hash = hash()) {
            xorbs.add(hash);
            bytes.getInt();
            int count = count();
            bytes.getLong();
            bytes.position(bytes.position() + (count * entry()));
        }
        return xorbs;
    }

    private int count() {
        int count = bytes.getInt();
        if (count < 0 || count > bytes.remaining() / entry()) {
            throw XetError.SHARD_MALFORMED.at("shard", "It has fewer entries than it says");
        }
        return count;
    }

    private MerkleHash hash() {
        return MerkleHash.read(bytes);
    }

    private void skip() {
        bytes.position(bytes.position() + REST);
    }

    private static int entry() {
        return MerkleHash.LENGTH + REST;
    }
}
