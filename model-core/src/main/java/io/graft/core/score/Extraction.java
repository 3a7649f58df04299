package io.graft.core.score;

import io.graft.core.template.PythonText;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** The filter {@code regex}: what a pattern finds in a text. */
final class Extraction implements UnaryOperator<String> {
    private static final String NUMBER = "#### (\\-?[0-9\\.\\,]+)";

    private final Pattern pattern;
    private final int select;
    private final String fallback;

    private Extraction(Pattern pattern, int select, String fallback) {
        this.pattern = pattern;
        this.select = select;
        this.fallback = fallback;
    }

    static Extraction of(Options options) {
        return new Extraction(
                PythonPattern.compile(options.text("regex_pattern", NUMBER)),
                options.number("group_select", 0),
                options.text("fallback", "[invalid]"));
    }

    String fallback() {
        return fallback;
    }

    int select() {
        return select;
    }

    @Override
    public String apply(String text) {
        List<List<String>> found = findAll(pattern, text);
        int at = select < 0 ? found.size() + select : select;
        if (at < 0 || at >= found.size()) {
            return fallback;
        }
        return found.get(at).size() == 1
                ? PythonText.strip(found.get(at).getFirst())
                : found.get(at).stream()
                        .filter(part -> !part.isEmpty())
                        .findFirst()
                        .map(PythonText::strip)
                        .orElse(fallback);
    }

    /** {@code findall}: of each match its groups, or itself where the pattern has none. */
    static List<List<String>> findAll(Pattern pattern, String text) {
        return Matching.of(pattern, text, Extraction::findAll);
    }

    private static List<List<String>> findAll(Matcher matcher) {
        List<List<String>> found = new ArrayList<>();
        while (matcher.find()) {
            found.add(groups(matcher));
        }
        return found;
    }

    private static List<String> groups(Matcher matcher) {
        return matcher.groupCount() == 0
                ? List.of(matcher.group())
                : IntStream.rangeClosed(1, matcher.groupCount())
                        .mapToObj(i -> matcher.start(i) < 0 ? "" : matcher.group(i))
                        .toList();
    }
}
