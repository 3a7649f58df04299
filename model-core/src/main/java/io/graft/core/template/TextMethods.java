package io.graft.core.template;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The methods of Python's {@code str}. */
final class TextMethods {
    private static final Map<String, TextMethod> ALL = Map.ofEntries(
            Map.entry("lower", (text, _) -> Texts.lower(text)),
            Map.entry("casefold", (text, _) -> Texts.lower(text)),
            Map.entry("upper", (text, _) -> Texts.upper(text)),
            Map.entry("title", (text, _) -> Texts.title(text)),
            Map.entry("capitalize", (text, _) -> Texts.capitalize(text)),
            Map.entry("strip", (text, arguments) -> strip(text, arguments, true, true)),
            Map.entry("lstrip", (text, arguments) -> strip(text, arguments, true, false)),
            Map.entry("rstrip", (text, arguments) -> strip(text, arguments, false, true)),
            Map.entry("split", TextMethods::split),
            Map.entry("rsplit", TextMethods::splitFromRight),
            Map.entry("splitlines", (text, _) -> lines(text)),
            Map.entry("join", TextMethods::join),
            Map.entry("replace", TextMethods::replace),
            Map.entry("startswith", (text, arguments) -> any(arguments, text::startsWith)),
            Map.entry("endswith", (text, arguments) -> any(arguments, text::endsWith)),
            Map.entry("removeprefix", TextMethods::withoutStart),
            Map.entry("removesuffix", TextMethods::withoutEnd),
            Map.entry("index", (text, arguments) -> present(place(text, arguments))),
            Map.entry("find", TextMethods::place),
            Map.entry("rindex", (text, arguments) -> present(lastPlace(text, arguments))),
            Map.entry("rfind", TextMethods::lastPlace),
            Map.entry(
                    "count",
                    (text, arguments) ->
                            Texts.split(text, arguments.text(0, "sub"), -1).size() - 1L),
            Map.entry("partition", TextMethods::partition),
            Map.entry("zfill", TextMethods::zeros),
            Map.entry("ljust", (text, arguments) -> text + padding(text, arguments)),
            Map.entry("rjust", (text, arguments) -> padding(text, arguments) + text),
            Map.entry("format", (text, arguments) -> BraceFormat.of(text, arguments)),
            Map.entry("isdigit", (text, _) -> PythonText.isDigits(text)),
            Map.entry("isnumeric", (text, _) -> PythonText.isDigits(text)),
            Map.entry("isalpha", (text, _) -> all(text, Character::isLetter)),
            Map.entry("isalnum", (text, _) -> all(text, Character::isLetterOrDigit)),
            Map.entry("isspace", (text, _) -> all(text, PythonText::isSpace)),
            Map.entry("islower", (text, _) -> Texts.isLower(text)),
            Map.entry("isupper", (text, _) -> Texts.isUpper(text)));

    /** A method, with the text it belongs to. */
    private interface TextMethod {
        Object call(String text, Arguments arguments);
    }

    private TextMethods() {}

    static @Nullable Callable find(String text, String name) {
        TextMethod method = ALL.get(name);
        return method == null ? null : arguments -> made(method.call(text, arguments), arguments.budget());
    }

    private static Object made(Object value, Budget budget) {
        budget.make(value instanceof String text ? text.length() : value instanceof List<?> list ? list.size() : 0);
        return value;
    }

    private static Object strip(String text, Arguments arguments, boolean left, boolean right) {
        Object characters = arguments.get(0, "chars", None.NONE);
        if (characters != None.NONE) {
            return Texts.strip(text, arguments.text(0, "chars"), left, right);
        }
        String start = left ? PythonText.lstrip(text) : text;
        return right ? PythonText.rstrip(start) : start;
    }

    private static Object split(String text, Arguments arguments) {
        Object separator = arguments.get(0, "sep", None.NONE);
        long most = arguments.whole(1, "maxsplit", -1);
        return new ArrayList<Object>(
                separator == None.NONE ? Texts.split(text, most) : Texts.split(text, arguments.text(0, "sep"), most));
    }

    private static Object splitFromRight(String text, Arguments arguments) {
        Object separator = arguments.get(0, "sep", None.NONE);
        long most = arguments.whole(1, "maxsplit", -1);
        return new ArrayList<Object>(
                separator == None.NONE
                        ? Texts.splitFromRight(text, most)
                        : Texts.splitFromRight(text, arguments.text(0, "sep"), most));
    }

    private static Object lines(String text) {
        List<Object> lines =
                new ArrayList<>(List.of(text.split("\r\n|[\n\r\u000b\f\u001c-\u001e\u0085\u2028\u2029]", -1)));
        if (lines.getLast().equals("")) {
            lines.removeLast();
        }
        return lines;
    }

    private static Object join(String text, Arguments arguments) {
        StringBuilder joined = new StringBuilder();
        for (Object item : Sequences.items(arguments.require(0, "iterable"))) {
            if (!(item instanceof String part)) {
                throw Problem.wrong("Only texts can be joined, not a %s", Python.type(item));
            }
            arguments.budget().make((long) part.length() + text.length());
            joined.append(part).append(text);
        }
        joined.setLength(Math.max(0, joined.length() - text.length()));
        return joined.toString();
    }

    private static Object replace(String text, Arguments arguments) {
        return Texts.replace(
                text,
                arguments.text(0, "old"),
                arguments.text(1, "new"),
                arguments.whole(2, "count", -1),
                arguments.budget());
    }

    private static boolean any(Arguments arguments, Predicate<String> condition) {
        return arguments.require(0, "prefix") instanceof List<?> several
                ? several.stream().map(Python::str).anyMatch(condition)
                : condition.test(arguments.text(0, "prefix"));
    }

    private static String withoutStart(String text, Arguments arguments) {
        String start = arguments.text(0, "prefix");
        return text.startsWith(start) ? text.substring(start.length()) : text;
    }

    private static String withoutEnd(String text, Arguments arguments) {
        String end = arguments.text(0, "suffix");
        return text.endsWith(end) ? text.substring(0, text.length() - end.length()) : text;
    }

    private static long place(String text, Arguments arguments) {
        long start = Math.clamp(arguments.whole(1, "start", 0), 0, PythonText.length(text));
        return points(text, text.indexOf(arguments.text(0, "sub"), text.offsetByCodePoints(0, (int) start)));
    }

    private static long lastPlace(String text, Arguments arguments) {
        return points(text, text.lastIndexOf(arguments.text(0, "sub")));
    }

    private static long points(String text, int units) {
        return units < 0 ? -1 : text.codePointCount(0, units);
    }

    private static long present(long place) {
        if (place < 0) {
            throw Problem.wrong("The text is not found");
        }
        return place;
    }

    private static Object partition(String text, Arguments arguments) {
        String separator = arguments.text(0, "sep");
        int at = text.indexOf(separator);
        return at < 0
                ? Tuple.of(text, "", "")
                : Tuple.of(text.substring(0, at), separator, text.substring(at + separator.length()));
    }

    private static String zeros(String text, Arguments arguments) {
        long missing = arguments.whole(0, "width", 0) - PythonText.length(text);
        int sign = text.startsWith("-") || text.startsWith("+") ? 1 : 0;
        return text.substring(0, sign) + repeated("0", missing, arguments.budget()) + text.substring(sign);
    }

    private static String padding(String text, Arguments arguments) {
        long missing = arguments.whole(0, "width", 0) - PythonText.length(text);
        return repeated(arguments.text(1, "fillchar", " "), missing, arguments.budget());
    }

    private static String repeated(String character, long times, Budget budget) {
        budget.make(Math.max(0, times));
        return character.repeat((int) Math.max(0, times));
    }

    private static boolean all(String text, IntPredicate condition) {
        return !text.isEmpty() && text.codePoints().allMatch(condition);
    }
}
