package io.graft.core.gguf;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;

import io.graft.core.GraftException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Walks over the bytes of a header, never past their end. */
final class HeaderCursor {
    private static final int MOST_TEXT = 16 << 20;
    private static final ValueLayout.OfInt INT = JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfLong LONG = JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private final String file;
    private final MemorySegment bytes;
    private long at;

    HeaderCursor(String file, MemorySegment bytes) {
        this.file = file;
        this.bytes = bytes;
    }

    long at() {
        return at;
    }

    long left() {
        return bytes.byteSize() - at;
    }

    int int32() {
        return bytes.get(INT, advance(Integer.BYTES));
    }

    long int64() {
        return bytes.get(LONG, advance(Long.BYTES));
    }

    /** A number without sign that counts something of at least so many bytes each, which the file therefore must hold. */
    long count(String of, long bytesEach) {
        long count = int64();
        if (count < 0 || count > left() / bytesEach) {
            throw GgufError.GGUF_TRUNCATED.at(
                    file,
                    "%s announces %s %s at byte %d, more than its %d bytes can hold"
                            .formatted(file, Long.toUnsignedString(count), of, at - Long.BYTES, bytes.byteSize()));
        }
        return count;
    }

    /** A name: a text that is UTF-8 and no longer than so many bytes. */
    String name(int most) {
        byte[] text = text(most);
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(text))
                    .toString();
        } catch (CharacterCodingException e) {
            throw GgufError.GGUF_TEXT_INVALID.at(
                    file, "A name of %s that ends at byte %d is not UTF-8".formatted(file, at), e);
        }
    }

    GgufValue value(ValueType type) {
        return switch (type) {
            case UINT8, INT8, UINT16, INT16, UINT32, INT32, UINT64, INT64 -> new GgufValue.Whole(type, whole(type));
            case FLOAT32 -> new GgufValue.Real(type, Float.intBitsToFloat(int32()));
            case FLOAT64 -> new GgufValue.Real(type, Double.longBitsToDouble(int64()));
            case BOOL -> new GgufValue.Flag(flag());
            case STRING -> new GgufValue.Text(new String(text(MOST_TEXT), StandardCharsets.UTF_8));
            case ARRAY -> array();
        };
    }

    private GgufArray array() {
        ValueType element = type();
        if (element == ValueType.ARRAY) {
            throw GgufError.METADATA_ARRAY_NESTED.at(file, "%s has an array of arrays at byte %d".formatted(file, at));
        }
        long size = count("values of an array", Math.max(element.bytes(), element == ValueType.STRING ? 8 : 1));
        long start = at;
        if (element == ValueType.STRING) {
            for (long i = 0; i < size; i++) {
                advance(count("bytes of a text", 1));
            }
        } else {
            advance(size * element.bytes());
        }
        return new GgufArray(element, size, bytes.asSlice(start, at - start));
    }

    ValueType type() {
        long id = Integer.toUnsignedLong(int32());
        return ValueType.of(id)
                .orElseThrow(() -> GgufError.METADATA_TYPE_UNKNOWN.at(
                        file, "%s has a value of type %d at byte %d; there are types 0 to 12".formatted(file, id, at)));
    }

    private long whole(ValueType type) {
        long bits = 0;
        long start = advance(type.bytes());
        for (int i = 0; i < type.bytes(); i++) {
            bits |= Byte.toUnsignedLong(bytes.get(JAVA_BYTE, start + i)) << (Byte.SIZE * i);
        }
        int unused = Long.SIZE - Byte.SIZE * type.bytes();
        return type.isUnsigned() ? bits : bits << unused >> unused;
    }

    private boolean flag() {
        byte flag = bytes.get(JAVA_BYTE, advance(1));
        if (flag != 0 && flag != 1) {
            throw GgufError.METADATA_VALUE_INVALID.at(
                    file, "%s has a truth value of %d at byte %d".formatted(file, flag, at - 1));
        }
        return flag == 1;
    }

    private byte[] text(int most) {
        long length = count("bytes of a text", 1);
        if (length > most) {
            throw GgufError.GGUF_LIMIT_EXCEEDED.at(
                    file,
                    "%s has a text of %d bytes at byte %d; at most %d are read".formatted(file, length, at, most));
        }
        return bytes.asSlice(advance(length), length).toArray(JAVA_BYTE);
    }

    private long advance(long by) {
        if (by > left()) {
            throw truncated();
        }
        at += by;
        return at - by;
    }

    private GraftException truncated() {
        return GgufError.GGUF_TRUNCATED.at(
                file, "%s ends within its header, after %d bytes".formatted(file, bytes.byteSize()));
    }
}
