package io.graft.core.template;

import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Python's {@code format % values}. */
final class PercentFormat {
    private static final Pattern PLACE =
            Pattern.compile("%(?:\\((\\w+)\\))?([-+ 0]*)(\\d{0,4})(?:\\.(\\d{1,3}))?([a-zA-Z%])");

    private final Object values;
    private int at;

    private PercentFormat(Object values) {
        this.values = values;
    }

    static String of(String format, Object values, Budget budget) {
        PercentFormat places = new PercentFormat(values);
        String text =
                PLACE.matcher(format).replaceAll(place -> Matcher.quoteReplacement(budget.made(places.filled(place))));
        if (values instanceof Tuple tuple && places.at < tuple.size()) {
            throw Problem.wrong("Not all values have a place in \"%.60s\"", format);
        }
        return budget.made(text);
    }

    private String filled(MatchResult place) {
        if (place.group(5).equals("%")) {
            return "%";
        }
        String flags = place.group(2);
        int width = place.group(3).isEmpty() ? 0 : Integer.parseInt(place.group(3));
        int precision = place.group(4) == null ? -1 : Integer.parseInt(place.group(4));
        return Padded.of(value(place.group(1)), place.group(5).charAt(0), flags, width, precision);
    }

    private Object value(@org.jspecify.annotations.Nullable String name) {
        if (name != null) {
            Object value = values instanceof Map<?, ?> map ? map.get(name) : null;
            if (value == null) {
                throw Problem.wrong("There is no value \"%s\"", name);
            }
            return value;
        }
        List<?> all = values instanceof Tuple tuple ? tuple : List.of(values);
        if (at >= all.size()) {
            throw Problem.wrong("There are more places than values");
        }
        return all.get(at++);
    }
}
