package io.graft.core.template;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The filters by name. */
final class Filters {
    private static final Map<String, Filter> ALL = all();

    private Filters() {}

    static Filter named(String name) {
        Filter filter = ALL.get(name);
        if (filter == null) {
            throw Problem.unsupported("There is no filter \"%s\" here", name);
        }
        return filter;
    }

    private static Map<String, Filter> all() {
        Map<String, Filter> filters = new LinkedHashMap<>(ListFilters.ALL);
        filters.put("string", (value, _) -> Python.str(value));
        filters.put("safe", (value, _) -> Python.str(value));
        filters.put("trim", Filters::trim);
        filters.put("lower", (value, _) -> Texts.lower(Python.str(value)));
        filters.put("upper", (value, _) -> Texts.upper(Python.str(value)));
        filters.put("capitalize", (value, _) -> Texts.capitalize(Python.str(value)));
        filters.put("title", (value, _) -> Texts.titleByWords(Python.str(value)));
        filters.put("replace", Filters::replace);
        filters.put("regex_replace", Filters::regexReplace);
        filters.put("int", Filters::whole);
        filters.put("float", Filters::decimal);
        filters.put("abs", (value, _) -> Arithmetic.compare(value, 0L) < 0 ? Arithmetic.negate(value) : value);
        filters.put("round", Filters::round);
        filters.put("default", Filters::byDefault);
        filters.put("d", Filters::byDefault);
        filters.put("tojson", (value, arguments) -> Json.html(value, arguments.whole(0, "indent", 0)));
        filters.put(
                "format",
                (value, arguments) ->
                        PercentFormat.of(Python.str(value), new Tuple(arguments.positional()), arguments.budget()));
        filters.put(
                "wordcount", (value, _) -> (long) Texts.words(Python.str(value)).size());
        return filters;
    }

    private static Object trim(Object value, Arguments arguments) {
        Object characters = arguments.get(0, "chars", None.NONE);
        return characters == None.NONE
                ? PythonText.strip(Python.str(value))
                : Texts.strip(Python.str(value), Python.str(characters), true, true);
    }

    private static Object replace(Object value, Arguments arguments) {
        arguments.allow("old", "new", "count");
        Object count = arguments.get(2, "count", None.NONE);
        return Texts.replace(
                Python.str(value),
                Python.str(arguments.require(0, "old")),
                Python.str(arguments.require(1, "new")),
                count == None.NONE ? -1 : Arithmetic.integer(count),
                arguments.budget());
    }

    private static Object regexReplace(Object value, Arguments arguments) {
        arguments.allow("pattern", "repl", "count");
        String replaced = Patterns.replace(
                Python.str(value),
                arguments.text(0, "pattern"),
                arguments.text(1, "repl"),
                arguments.whole(2, "count", 0));
        return arguments.budget().made(replaced);
    }

    private static Object whole(Object value, Arguments arguments) {
        Object byDefault = arguments.get(0, "default", 0L);
        return switch (Undefined.require(value)) {
            case Double number when Double.isFinite(number) && Math.abs(number) < 0x1p62 -> number.longValue();
            case Long number -> number;
            case Boolean flag -> flag ? 1L : 0L;
            case String text -> wholeOf(PythonText.strip(text), byDefault);
            default -> byDefault;
        };
    }

    private static Object wholeOf(String text, Object byDefault) {
        if (text.matches("[-+]?[0-9]+(_[0-9]+)*")) {
            return Numerals.whole(text);
        }
        return Texts.decimal(text)
                .filter(number -> Double.isFinite(number) && Math.abs(number) < 0x1p62)
                .<Object>map(Double::longValue)
                .orElse(byDefault);
    }

    private static Object decimal(Object value, Arguments arguments) {
        Object byDefault = arguments.get(0, "default", 0.0);
        return switch (Undefined.require(value)) {
            case String text ->
                Texts.decimal(PythonText.strip(text))
                        .<Object>map(number -> number)
                        .orElse(byDefault);
            default -> Python.isNumber(value) ? Arithmetic.number(value) : byDefault;
        };
    }

    private static Object round(Object value, Arguments arguments) {
        arguments.allow("precision", "method");
        double number = Arithmetic.number(value);
        int precision = Math.clamp(arguments.whole(0, "precision", 0), -300, 300);
        java.math.RoundingMode mode =
                switch (arguments.text(1, "method", "common")) {
                    case "ceil" -> java.math.RoundingMode.CEILING;
                    case "floor" -> java.math.RoundingMode.FLOOR;
                    default -> java.math.RoundingMode.HALF_EVEN;
                };
        return Double.isFinite(number)
                ? new java.math.BigDecimal(number).setScale(precision, mode).doubleValue()
                : number;
    }

    private static Object byDefault(Object value, Arguments arguments) {
        Object byDefault = arguments.get(0, "default_value", "");
        boolean missing = value instanceof Undefined || (arguments.flag(1, "boolean", false) && !Python.truth(value));
        return missing ? byDefault : value;
    }

    static List<Object> copy(Object value, Arguments arguments) {
        List<Object> items = new ArrayList<>(Sequences.items(value));
        arguments.budget().make(items.size());
        return items;
    }
}
