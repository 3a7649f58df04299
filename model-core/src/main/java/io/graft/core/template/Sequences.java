package io.graft.core.template;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Texts, lists and mappings as things that have parts. */
final class Sequences {
    private Sequences() {}

    static long length(Object value) {
        return switch (Undefined.require(value)) {
            case String text -> PythonText.length(text);
            case List<?> list -> list.size();
            case Map<?, ?> map -> map.size();
            default -> throw Problem.wrong("A %s has no length", Python.type(value));
        };
    }

    /** What a loop over it sees: characters, items or keys. */
    static List<Object> items(Object value) {
        return switch (Undefined.require(value)) {
            case String text ->
                text.codePoints().<Object>mapToObj(Character::toString).toList();
            case List<?> list -> new ArrayList<>(list);
            case Map<?, ?> map -> new ArrayList<>(map.keySet());
            default -> throw Problem.wrong("A %s cannot be walked through", Python.type(value));
        };
    }

    static boolean contains(Object container, Object part) {
        if (container instanceof String text) {
            if (Undefined.require(part) instanceof String wanted) {
                return text.contains(wanted);
            }
            throw Problem.wrong("A text cannot contain a %s", Python.type(part));
        }
        return items(container).stream().anyMatch(item -> Python.equal(item, part));
    }

    /** {@code value[key]}, or null if there is none. */
    static @Nullable Object at(Object value, Object key) {
        Undefined.require(key);
        if (Undefined.require(value) instanceof Map<?, ?> map) {
            return map.get(key);
        }
        if (!(key instanceof Long || key instanceof Boolean)) {
            return null;
        }
        long size = value instanceof String || value instanceof List<?> ? length(value) : 0;
        long index = Arithmetic.integer(key) < 0 ? Arithmetic.integer(key) + size : Arithmetic.integer(key);
        return index < 0 || index >= size ? null : part(value, (int) index);
    }

    private static Object part(Object value, int index) {
        return value instanceof String text
                ? PythonText.part(text, index, index + 1)
                : Objects.requireNonNull(((List<?>) value).get(index));
    }

    /** {@code value[start:stop:step]}, each of which may be None. */
    static Object slice(Object value, Object start, Object stop, Object step) {
        long stride =
                step == None.NONE ? 1 : Math.clamp(Arithmetic.integer(step), -Integer.MAX_VALUE, Integer.MAX_VALUE);
        if (stride == 0) {
            throw Problem.wrong("A slice cannot have steps of 0");
        }
        if (!(Undefined.require(value) instanceof String) && !(value instanceof List<?>)) {
            throw Problem.wrong("A %s cannot be sliced", Python.type(value));
        }
        List<Object> items = items(value);
        List<Object> chosen = new ArrayList<>();
        long end = bound(stop, items.size(), stride, stride > 0 ? items.size() : -1);
        for (long i = bound(start, items.size(), stride, stride > 0 ? 0 : items.size() - 1);
                stride > 0 ? i < end : i > end;
                i += stride) {
            chosen.add(items.get((int) i));
        }
        return value instanceof String
                ? String.join("", chosen.stream().map(String.class::cast).toList())
                : value instanceof Tuple ? new Tuple(chosen) : chosen;
    }

    private static long bound(Object written, int size, long stride, long byDefault) {
        if (written == None.NONE) {
            return byDefault;
        }
        long index = Arithmetic.integer(written);
        long from = index < 0 ? index + size : index;
        return stride > 0 ? Math.clamp(from, 0, size) : Math.clamp(from, -1, size - 1L);
    }
}
