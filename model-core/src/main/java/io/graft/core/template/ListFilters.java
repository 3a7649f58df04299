package io.graft.core.template;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The filters that work on several values. */
final class ListFilters {
    static final Map<String, Filter> ALL = Map.ofEntries(
            Map.entry("length", (value, _) -> Sequences.length(value)),
            Map.entry("count", (value, _) -> Sequences.length(value)),
            Map.entry("list", Filters::copy),
            Map.entry("first", (value, arguments) -> end(Filters.copy(value, arguments), true)),
            Map.entry("last", (value, arguments) -> end(Filters.copy(value, arguments), false)),
            Map.entry("join", ListFilters::join),
            Map.entry("reverse", ListFilters::reverse),
            Map.entry("sort", ListFilters::sort),
            Map.entry("unique", ListFilters::unique),
            Map.entry("sum", ListFilters::sum),
            Map.entry("min", (value, arguments) -> extreme(Filters.copy(value, arguments), -1)),
            Map.entry("max", (value, arguments) -> extreme(Filters.copy(value, arguments), 1)),
            Map.entry("map", ListFilters::map),
            Map.entry("select", (value, arguments) -> select(value, arguments, true)),
            Map.entry("reject", (value, arguments) -> select(value, arguments, false)),
            Map.entry("selectattr", (value, arguments) -> selectByMember(value, arguments, true)),
            Map.entry("rejectattr", (value, arguments) -> selectByMember(value, arguments, false)),
            Map.entry("items", (value, arguments) -> Methods.items((Map<?, ?>) value, arguments.budget())),
            Map.entry("dictsort", ListFilters::sortedEntries));

    private ListFilters() {}

    private static Object end(List<Object> items, boolean first) {
        if (items.isEmpty()) {
            return new Undefined("No item was there, the sequence was empty");
        }
        return first ? items.getFirst() : items.getLast();
    }

    private static Object join(Object value, Arguments arguments) {
        arguments.allow("d", "attribute");
        String delimiter = Python.str(arguments.get(0, "d", ""));
        Object member = arguments.get(1, "attribute", None.NONE);
        StringBuilder text = new StringBuilder();
        for (Object item : Filters.copy(value, arguments)) {
            String part = Python.str(member == None.NONE ? item : member(item, member));
            arguments.budget().make((long) delimiter.length() + part.length());
            text.append(part).append(delimiter);
        }
        text.setLength(Math.max(0, text.length() - delimiter.length()));
        return text.toString();
    }

    private static Object reverse(Object value, Arguments arguments) {
        List<Object> items = Filters.copy(value, arguments);
        Collections.reverse(items);
        return value instanceof String
                ? String.join("", items.stream().map(Python::str).toList())
                : items;
    }

    private static Object sort(Object value, Arguments arguments) {
        arguments.allow("reverse", "case_sensitive", "attribute");
        boolean caseSensitive = arguments.flag(1, "case_sensitive", false);
        Object member = arguments.get(2, "attribute", None.NONE);
        Comparator<Object> order = (one, other) ->
                Arithmetic.compare(folded(key(one, member), caseSensitive), folded(key(other, member), caseSensitive));
        List<Object> items = Filters.copy(value, arguments);
        items.sort(arguments.flag(0, "reverse", false) ? order.reversed() : order);
        return items;
    }

    private static Object key(Object item, Object member) {
        return member == None.NONE ? item : member(item, member);
    }

    private static Object folded(Object value, boolean caseSensitive) {
        return !caseSensitive && value instanceof String text ? Texts.lower(text) : value;
    }

    private static Object unique(Object value, Arguments arguments) {
        List<Object> items = new ArrayList<>();
        for (Object item : Filters.copy(value, arguments)) {
            arguments.budget().step();
            Object folded = folded(item, arguments.flag(0, "case_sensitive", false));
            if (items.stream().noneMatch(known -> Python.equal(folded(known, false), folded))) {
                items.add(item);
            }
            arguments.budget().make(items.size());
        }
        return items;
    }

    private static Object sum(Object value, Arguments arguments) {
        Object sum = arguments.get(1, "start", 0L);
        Object member = arguments.get(0, "attribute", None.NONE);
        for (Object item : Filters.copy(value, arguments)) {
            sum = Arithmetic.add(sum, key(item, member), arguments.budget());
        }
        return sum;
    }

    private static Object extreme(List<Object> items, int sign) {
        Object found = end(items, true);
        for (Object item : items) {
            found = Arithmetic.compare(folded(item, false), folded(found, false)) * sign > 0 ? item : found;
        }
        return found;
    }

    private static Object map(Object value, Arguments arguments) {
        Object member = arguments.named().get("attribute");
        List<Object> mapped = new ArrayList<>();
        for (Object item : Filters.copy(value, arguments)) {
            mapped.add(member == null ? mapped(item, arguments) : mappedMember(item, member, arguments));
        }
        return mapped;
    }

    private static Object mappedMember(Object item, Object member, Arguments arguments) {
        Object found = member(item, member);
        return found instanceof Undefined ? arguments.named().getOrDefault("default", found) : found;
    }

    private static Object mapped(Object item, Arguments arguments) {
        return Filters.named(arguments.text(0, "filter")).apply(item, rest(arguments, 1));
    }

    private static Object select(Object value, Arguments arguments, boolean kept) {
        List<Object> items = Filters.copy(value, arguments);
        items.removeIf(item -> holds(item, arguments, 0) != kept);
        return items;
    }

    private static Object selectByMember(Object value, Arguments arguments, boolean kept) {
        String member = arguments.text(0, "attribute");
        List<Object> items = Filters.copy(value, arguments);
        items.removeIf(item -> holds(member(item, member), arguments, 1) != kept);
        return items;
    }

    private static boolean holds(Object value, Arguments arguments, int place) {
        arguments.budget().step();
        return arguments.size() <= place
                ? Python.truth(value)
                : Tests.named(arguments.text(place, "test")).holds(value, rest(arguments, place + 1));
    }

    private static Arguments rest(Arguments arguments, int from) {
        List<Object> positional = arguments.positional();
        return new Arguments(positional.subList(from, positional.size()), arguments.named(), arguments.budget());
    }

    /** Jinja2's {@code attribute}: a name, a place, or several with dots between them. */
    private static Object member(Object item, Object member) {
        Object value = item;
        for (String name : Python.str(member).split("\\.", -1)) {
            Object place = name.matches("[0-9]{1,9}") ? (Object) Long.valueOf(name) : name;
            Object found = Sequences.at(Undefined.require(value), place);
            value = Objects.requireNonNullElseGet(found, () -> new Undefined("There is no \"%s\"".formatted(name)));
        }
        return value;
    }

    private static Object sortedEntries(Object value, Arguments arguments) {
        if (!(Undefined.require(value) instanceof Map<?, ?> map)) {
            throw Problem.wrong("A mapping is needed, not a %s", Python.type(value));
        }
        List<Object> entries = Methods.items(map, arguments.budget());
        int by = arguments.text(1, "by", "key").equals("key") ? 0 : 1;
        entries.sort((one, other) ->
                Arithmetic.compare(folded(((Tuple) one).get(by), false), folded(((Tuple) other).get(by), false)));
        return entries;
    }
}
