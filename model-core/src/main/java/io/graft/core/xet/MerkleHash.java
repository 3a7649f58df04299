package io.graft.core.xet;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.regex.Pattern;

/**
 * A BLAKE3 hash, as Xet writes one: four little-endian words, and as text the hexadecimal digits of each.
 *
 * @see <a href="https://huggingface.co/docs/xet/api#converting-hashes-to-strings">its text form</a>
 */
public record MerkleHash(long first, long second, long third, long fourth) {
    /** In bytes. */
    public static final int LENGTH = 32;

    private static final Pattern TEXT = Pattern.compile("[0-9a-f]{64}");
    private static final int DIGITS = 16;

    /** Reads one from the next 32 bytes. */
    public static MerkleHash read(ByteBuffer bytes) {
        ByteBuffer little = bytes.slice().order(ByteOrder.LITTLE_ENDIAN);
        MerkleHash hash = new MerkleHash(little.getLong(), little.getLong(), little.getLong(), little.getLong());
        bytes.position(bytes.position() + LENGTH);
        return hash;
    }

    static MerkleHash of(byte[] bytes) {
        return read(ByteBuffer.wrap(bytes));
    }

    /**
     * Reads one from its text form.
     *
     * @throws io.graft.core.GraftException {@link XetError#XET_HASH_MALFORMED}
     */
    public static MerkleHash parse(String text) {
        if (!TEXT.matcher(text).matches()) {
            throw XetError.XET_HASH_MALFORMED.at(text, "\"%s\" is not 64 hexadecimal digits".formatted(text));
        }
        return new MerkleHash(word(text, 0), word(text, 1), word(text, 2), word(text, 3));
    }

    /** Its 32 bytes. */
    public byte[] bytes() {
        ByteBuffer bytes = ByteBuffer.allocate(LENGTH).order(ByteOrder.LITTLE_ENDIAN);
        return bytes.putLong(first)
                .putLong(second)
                .putLong(third)
                .putLong(fourth)
                .array();
    }

    /** Whether it is one of the one in so many by which trees are cut, and other places chosen. */
    boolean isOneOf(int so) {
        return Long.remainderUnsigned(fourth, so) == 0;
    }

    @Override
    public String toString() {
        return "%016x%016x%016x%016x".formatted(first, second, third, fourth);
    }

    private static long word(String text, int index) {
        return Long.parseUnsignedLong(text.substring(index * DIGITS, (index + 1) * DIGITS), DIGITS);
    }
}
