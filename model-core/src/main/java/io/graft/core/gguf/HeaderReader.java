package io.graft.core.gguf;

import io.graft.core.GraftException;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/** Reads a header from front to back and stops at the first thing wrong. What it keeps is bounded, whatever the file says. */
final class HeaderReader {
    private static final int MAGIC = 0x46554747;
    private static final int MOST_KEYS = 1 << 16;
    private static final int MOST_KEY_BYTES = 1 << 16;
    private static final long MOST_TEXT_BYTES = 64L << 20;
    private static final int LEAST_KEY_BYTES = 13;
    private static final int MOST_ALIGNMENT = 1 << 20;

    private final String file;
    private final HeaderCursor cursor;
    private final long size;

    HeaderReader(String file, MemorySegment bytes) {
        this.file = file;
        this.cursor = new HeaderCursor(file, bytes);
        this.size = bytes.byteSize();
    }

    GgufHeader read() {
        int version = version();
        long tensors = limited("tensors", TensorReader.LEAST_BYTES, TensorReader.MOST_TENSORS);
        long keys = limited("keys", LEAST_KEY_BYTES, MOST_KEYS);
        SequencedMap<String, GgufValue> metadata = metadata(keys);
        long alignment = alignment(metadata);
        List<GgufHeader.Placed> placed = placed(tensors, alignment);
        long start = Math.min(size, GgufHeader.aligned(cursor.at(), alignment));
        new DataPlaces(file, placed).requireWithin(size - start);
        return new GgufHeader(version, metadata, placed, start);
    }

    private int version() {
        if (cursor.left() < Integer.BYTES || cursor.int32() != MAGIC) {
            throw GgufError.GGUF_MAGIC_WRONG.at(file, "%s does not begin with GGUF".formatted(file));
        }
        int version = cursor.int32();
        if ((version & 0xFFFF) == 0 && version != 0) {
            throw GgufError.GGUF_BIG_ENDIAN.at(
                    file, "%s is big-endian; Graft reads little-endian files".formatted(file));
        }
        if (version != 2 && version != 3) {
            throw GgufError.GGUF_VERSION_UNSUPPORTED.at(
                    file, "%s is of version %d; versions 2 and 3 are read".formatted(file, version));
        }
        return version;
    }

    private long limited(String what, int bytesEach, int most) {
        long count = cursor.count(what, bytesEach);
        if (count > most) {
            throw limit("%d %s".formatted(count, what), most);
        }
        return count;
    }

    private SequencedMap<String, GgufValue> metadata(long keys) {
        SequencedMap<String, GgufValue> metadata = new LinkedHashMap<>();
        long kept = 0;
        for (long i = 0; i < keys; i++) {
            long before = cursor.at();
            String key = cursor.name(MOST_KEY_BYTES);
            GgufValue value = cursor.value(cursor.type());
            if (metadata.put(key, value) != null) {
                throw GgufError.METADATA_KEY_DUPLICATE.at(
                        file + ": " + key, "%s has the key %s twice".formatted(file, key));
            }
            kept += value instanceof GgufArray ? key.length() : cursor.at() - before;
            if (kept > MOST_TEXT_BYTES) {
                throw limit("more than %d bytes of texts".formatted(MOST_TEXT_BYTES), MOST_TEXT_BYTES);
            }
        }
        return metadata;
    }

    private long alignment(SequencedMap<String, GgufValue> metadata) {
        return GgufHeader.alignment(metadata).map(this::alignment).orElse((long) GgufHeader.DEFAULT_ALIGNMENT);
    }

    private long alignment(GgufValue value) {
        if (value instanceof GgufValue.Whole(ValueType type, long alignment)
                && type == ValueType.UINT32
                && Long.bitCount(alignment) == 1
                && alignment <= MOST_ALIGNMENT) {
            return alignment;
        }
        throw GgufError.ALIGNMENT_INVALID.at(
                file + ": " + GgufHeader.ALIGNMENT,
                "general.alignment of %s is %.40s, no power of two up to %d"
                        .formatted(file, value.show(), MOST_ALIGNMENT));
    }

    private List<GgufHeader.Placed> placed(long tensors, long alignment) {
        TensorReader reader = new TensorReader(file, cursor, alignment);
        List<GgufHeader.Placed> placed = new ArrayList<>();
        for (long i = 0; i < tensors; i++) {
            placed.add(reader.read());
        }
        return placed;
    }

    private GraftException limit(String what, long most) {
        return GgufError.GGUF_LIMIT_EXCEEDED.at(file, "%s has %s; at most %d are read".formatted(file, what, most));
    }
}
