package io.graft.core.gguf;

import java.io.ByteArrayOutputStream;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * An array of the metadata. It stays where it lies in the file until it is asked for, so that a vocabulary costs no memory unless it
 * is wanted; an array of a closed file cannot be read any more.
 */
public final class GgufArray implements GgufValue {
    private static final int SHOWN = 6;

    private final ValueType element;
    private final long size;
    private final MemorySegment bytes;

    GgufArray(ValueType element, long size, MemorySegment bytes) {
        this.element = element;
        this.size = size;
        this.bytes = bytes;
    }

    /** An array of texts. */
    public static GgufArray ofTexts(List<String> texts) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        texts.forEach(text -> HeaderBytes.text(text, bytes));
        return new GgufArray(ValueType.STRING, texts.size(), MemorySegment.ofArray(bytes.toByteArray()));
    }

    /** An array of 32-bit numbers. */
    public static GgufArray ofNumbers(List<Integer> numbers) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        numbers.forEach(number -> HeaderBytes.number(number, Integer.BYTES, bytes));
        return new GgufArray(ValueType.INT32, numbers.size(), MemorySegment.ofArray(bytes.toByteArray()));
    }

    @Override
    public ValueType type() {
        return ValueType.ARRAY;
    }

    /** What its values are. */
    public ValueType element() {
        return element;
    }

    /** How many values it has. */
    public long size() {
        return size;
    }

    /** The first values, at most so many. */
    public List<GgufValue> first(int count) {
        HeaderCursor cursor = new HeaderCursor("array", bytes);
        List<GgufValue> values = new ArrayList<>();
        for (long i = 0; i < Math.min(count, size); i++) {
            values.add(cursor.value(element));
        }
        return values;
    }

    /** All values. */
    public List<GgufValue> values() {
        return first(Math.toIntExact(size));
    }

    @Override
    public String show() {
        String values = first(SHOWN).stream().map(GgufValue::show).collect(Collectors.joining(", "));
        return "%d x %s: [%s%s]".formatted(size, element, values, size > SHOWN ? ", ..." : "");
    }

    MemorySegment bytes() {
        return bytes;
    }
}
