package io.graft.core.template;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a filter, a test, a method or a function is called with.
 *
 * @param positional in order
 * @param named by name
 */
record Arguments(List<Object> positional, Map<String, Object> named, Budget budget) {
    /** The argument at a place or of a name. */
    Object get(int place, String name, Object byDefault) {
        return place < positional.size() ? positional.get(place) : named.getOrDefault(name, byDefault);
    }

    Object require(int place, String name) {
        Object value = get(place, name, new Undefined("The argument \"%s\" is missing".formatted(name)));
        return Undefined.require(value);
    }

    String text(int place, String name) {
        return asText(require(place, name));
    }

    String text(int place, String name, String byDefault) {
        return asText(get(place, name, byDefault));
    }

    long whole(int place, String name, long byDefault) {
        return Arithmetic.integer(get(place, name, byDefault));
    }

    boolean flag(int place, String name, boolean byDefault) {
        return Python.truth(get(place, name, byDefault));
    }

    int size() {
        return positional.size();
    }

    /** Refuses what is not among the names, or stands beyond them. */
    void allow(String... names) {
        if (positional.size() > names.length) {
            throw Problem.wrong("At most %d arguments are expected, not %d", names.length, positional.size());
        }
        named.keySet().stream()
                .filter(name -> !Set.of(names).contains(name))
                .findFirst()
                .ifPresent(name -> {
                    throw Problem.wrong("There is no argument \"%s\"", name);
                });
    }

    private static String asText(Object value) {
        if (Undefined.require(value) instanceof String text) {
            return text;
        }
        throw Problem.wrong("A text is needed, not a %s", Python.type(value));
    }
}
