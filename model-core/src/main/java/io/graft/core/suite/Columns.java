package io.graft.core.suite;

import io.graft.core.template.None;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Gives every document every column, as a table has it: what one of them lacks is None, also within objects, and where some
 * numbers of a column have a fraction all are floats.
 */
final class Columns {
    private Columns() {}

    static List<Row> aligned(List<Row> rows) {
        List<Object> documents = aligned(rows.stream().<Object>map(Row::columns).toList(), 0);
        List<Row> aligned = new ArrayList<>();
        for (int i = 0; i < rows.size(); i++) {
            aligned.add(new Row(
                    named(documents.get(i)), rows.get(i).file(), rows.get(i).line()));
        }
        return aligned;
    }

    private static Map<String, Object> named(Object value) {
        Map<String, Object> columns = new LinkedHashMap<>();
        ((Map<?, ?>) value).forEach((key, entry) -> columns.put((String) key, Objects.requireNonNull(entry)));
        return columns;
    }

    private static List<Object> aligned(List<Object> values, int depth) {
        List<Object> present =
                values.stream().filter(value -> value != None.NONE).toList();
        if (depth > 60 || present.isEmpty()) {
            return values;
        }
        if (present.stream().allMatch(Map.class::isInstance)) {
            return alignedMaps(values, depth);
        }
        if (present.stream().allMatch(List.class::isInstance)) {
            return alignedLists(values, depth);
        }
        boolean mixed = present.stream().allMatch(value -> value instanceof Long || value instanceof Double)
                && present.stream().anyMatch(Double.class::isInstance);
        return mixed ? values.stream().map(Columns::decimal).toList() : values;
    }

    private static Object decimal(Object value) {
        return value instanceof Long whole ? (Object) (double) whole : value;
    }

    private static List<Object> alignedMaps(List<Object> values, int depth) {
        Set<Object> keys = new LinkedHashSet<>();
        values.stream().filter(Map.class::isInstance).forEach(value -> keys.addAll(((Map<?, ?>) value).keySet()));
        List<Map<Object, Object>> maps = new ArrayList<>();
        values.forEach(_ -> maps.add(new LinkedHashMap<>()));
        for (Object key : keys) {
            List<Object> column =
                    aligned(values.stream().map(value -> entry(value, key)).toList(), depth + 1);
            for (int i = 0; i < maps.size(); i++) {
                maps.get(i).put(key, column.get(i));
            }
        }
        List<Object> aligned = new ArrayList<>();
        for (int i = 0; i < maps.size(); i++) {
            aligned.add(values.get(i) == None.NONE ? None.NONE : maps.get(i));
        }
        return aligned;
    }

    private static Object entry(Object value, Object key) {
        Object entry = value instanceof Map<?, ?> map ? map.get(key) : null;
        return entry == null ? None.NONE : entry;
    }

    private static List<Object> alignedLists(List<Object> values, int depth) {
        List<Object> items = new ArrayList<>();
        values.forEach(value -> items.addAll(value instanceof List<?> list ? list : List.of()));
        List<Object> aligned = aligned(items, depth + 1);
        List<Object> lists = new ArrayList<>();
        int at = 0;
        for (Object value : values) {
            if (value instanceof List<?> list) {
                lists.add(new ArrayList<>(aligned.subList(at, at + list.size())));
                at += list.size();
            } else {
                lists.add(None.NONE);
            }
        }
        return lists;
    }
}
