package io.graft.core.template;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The methods of Python's values. */
final class Methods {
    private Methods() {}

    /** The method of this name that a value has, ready to be called. */
    static @Nullable Callable find(Object owner, String name) {
        return switch (owner) {
            case String text -> TextMethods.find(text, name);
            case Namespace _ -> null;
            case List<?> list -> find(list, name);
            case Map<?, ?> map -> find(map, name);
            default -> null;
        };
    }

    private static @Nullable Callable find(List<?> list, String name) {
        return switch (name) {
            case "index" -> arguments -> place(list, arguments);
            case "count" ->
                arguments -> list.stream()
                        .filter(item -> Python.equal(item, arguments.require(0, "value")))
                        .count();
            case "copy" -> _ -> new ArrayList<Object>(list);
            default -> null;
        };
    }

    private static Object place(List<?> list, Arguments arguments) {
        Object wanted = arguments.require(0, "value");
        int start = Math.clamp(arguments.whole(1, "start", 0), 0, Integer.MAX_VALUE);
        for (int i = start; i < list.size(); i++) {
            if (Python.equal(list.get(i), wanted)) {
                return (long) i;
            }
        }
        throw Problem.wrong("%.60s is not in the list", Python.repr(wanted));
    }

    private static @Nullable Callable find(Map<?, ?> map, String name) {
        return switch (name) {
            case "items" -> arguments -> items(map, arguments.budget());
            case "keys" -> _ -> new ArrayList<Object>(map.keySet());
            case "values" -> _ -> new ArrayList<Object>(map.values());
            case "copy" -> _ -> new java.util.LinkedHashMap<Object, Object>(map);
            case "get" ->
                arguments -> {
                    Object value = map.get(arguments.require(0, "key"));
                    return value == null ? arguments.get(1, "default", None.NONE) : value;
                };
            default -> null;
        };
    }

    static List<Object> items(Map<?, ?> map, Budget budget) {
        budget.make(map.size());
        List<Object> items = new ArrayList<>();
        map.forEach((key, value) -> items.add(Tuple.of(key, value)));
        return items;
    }
}
