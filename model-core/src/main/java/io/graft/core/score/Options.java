package io.graft.core.score;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** What a task file says about one filter or metric. Whatever was not read is an error. */
final class Options {
    private final String owner;
    private final Map<String, Object> values;
    private final Set<String> read = new HashSet<>();

    Options(String owner, Map<String, Object> values) {
        this.owner = owner;
        this.values = values;
    }

    boolean flag(String name) {
        return as(Boolean.class, name, any(name, false));
    }

    String text(String name, String otherwise) {
        return as(String.class, name, any(name, otherwise));
    }

    int number(String name, int otherwise) {
        return as(Number.class, name, any(name, otherwise)).intValue();
    }

    int number(String name) {
        if (!values.containsKey(name)) {
            throw wrong(name, "is missing");
        }
        return number(name, 0);
    }

    List<String> texts(String name) {
        List<?> list = as(List.class, name, any(name, List.of()));
        return list.stream().map(Object::toString).toList();
    }

    Map<?, ?> map(String name) {
        return as(Map.class, name, any(name, Map.of()));
    }

    Object any(String name, Object otherwise) {
        read.add(name);
        Object value = values.get(name);
        return value == null || value.toString().equals("None") ? otherwise : value;
    }

    private <T> T as(Class<T> type, String name, Object value) {
        if (!type.isInstance(value)) {
            throw wrong(name, "is %s, not a %s".formatted(value, type.getSimpleName()));
        }
        return type.cast(value);
    }

    private RuntimeException wrong(String name, String what) {
        return ScoreError.SCORE_WRONG_OPTION.at(
                owner, "`%s` of %s %s.".formatted(name, owner, what), "Correct it in the task file.");
    }

    void requireAllRead() {
        Set<String> unknown =
                values.keySet().stream().filter(name -> !read.contains(name)).collect(Collectors.toSet());
        if (!unknown.isEmpty()) {
            throw wrong(String.join("`, `", unknown), "is unknown");
        }
    }
}
