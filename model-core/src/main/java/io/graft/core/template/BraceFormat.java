package io.graft.core.template;

import java.util.Objects;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Python's {@code text.format(…)}, with plain places and {@code .2f} and the like. */
final class BraceFormat {
    private static final Pattern PLACE =
            Pattern.compile("\\{\\{|\\}\\}|\\{(\\w*)(?::(0?)(\\d{0,4})(?:\\.(\\d{1,3}))?([sdfex]?))?\\}|[{}]");

    private final Arguments arguments;
    private int at;

    private BraceFormat(Arguments arguments) {
        this.arguments = arguments;
    }

    static String of(String format, Arguments arguments) {
        BraceFormat places = new BraceFormat(arguments);
        return PLACE.matcher(format)
                .replaceAll(place -> Matcher.quoteReplacement(arguments.budget().made(places.filled(place))));
    }

    private String filled(MatchResult place) {
        return switch (place.group()) {
            case "{{" -> "{";
            case "}}" -> "}";
            case "{", "}" -> throw Problem.unsupported("This use of braces in a format is not supported");
            default -> value(place);
        };
    }

    private String value(MatchResult place) {
        Object value = named(place.group(1));
        if (place.group(5) == null) {
            return Python.str(value);
        }
        char conversion = place.group(5).isEmpty()
                ? value instanceof Long ? 'd' : 's'
                : place.group(5).charAt(0);
        int width = place.group(3).isEmpty() ? 0 : Integer.parseInt(place.group(3));
        int precision = place.group(4) == null ? -1 : Integer.parseInt(place.group(4));
        String flags = place.group(2) + (value instanceof String ? "-" : "");
        return Padded.of(value, conversion, flags, width, precision);
    }

    private Object named(String name) {
        if (name.isEmpty() || name.matches("\\d{1,4}")) {
            return arguments.require(name.isEmpty() ? at++ : Integer.parseInt(name), "argument");
        }
        return Objects.requireNonNullElseGet(arguments.named().get(name), () -> {
            throw Problem.wrong("There is no argument \"%s\"", name);
        });
    }
}
