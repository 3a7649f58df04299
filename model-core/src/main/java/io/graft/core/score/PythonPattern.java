package io.graft.core.score;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * A regular expression of Python's {@code re}, as one of Java's that matches the same. The two differ in what {@code \w}, {@code
 * \s}, {@code \b}, {@code $} and {@code .} match, in nested classes, names of groups and a stray brace.
 */
final class PythonPattern {
    private static final String SWITCHES = "aiLmsux-";
    private static final String BLANKS = " \t\n\r\f\u000b";

    private final PatternText text;
    private final StringBuilder written = new StringBuilder();
    private final Map<String, String> names = new HashMap<>();
    private int flags = Pattern.UNIX_LINES;
    private boolean verbose;

    private PythonPattern(String source) {
        text = new PatternText(source);
    }

    /** @throws io.graft.core.GraftException if Python would refuse the pattern too, or it has {@code (?(1)…)} or {@code (?a)} */
    static Pattern compile(String source) {
        return new PythonPattern(source).compile();
    }

    private Pattern compile() {
        while (!text.ended()) {
            one(text.next());
        }
        try {
            return Pattern.compile(written.toString(), flags);
        } catch (PatternSyntaxException malformed) {
            throw text.refused(Objects.requireNonNullElse(malformed.getDescription(), "it is malformed"));
        }
    }

    private void one(char character) {
        switch (character) {
            case '\\' -> written.append(PatternEscapes.read(text, false));
            case '[' -> bracket();
            case '(' -> group();
            case '{' -> brace();
            default -> {
                if (verbose && character == '#') {
                    text.take(text.ahead('\n').length());
                } else if (!verbose || BLANKS.indexOf(character) < 0) {
                    written.append(character);
                }
            }
        }
    }

    private void bracket() {
        written.append('[').append(text.accept("^") ? "^" : "");
        boolean first = true;
        while (first || text.peek() != ']') {
            if (text.ended()) {
                throw text.refused("a class is not closed");
            }
            written.append(member(text.next()));
            first = false;
        }
        written.append(text.next());
    }

    /** Java nests classes and intersects them, so that what starts either is escaped. */
    private String member(char character) {
        return switch (character) {
            case '\\' -> PatternEscapes.read(text, true);
            case '[', ']', '&', '^', '#', ' ' -> "\\" + character;
            default -> String.valueOf(character);
        };
    }

    private void brace() {
        String inside = text.ahead('}');
        if (!text.has('}') || !inside.matches("\\d+(,\\d*)?|,\\d*")) {
            written.append("\\{");
            return;
        }
        text.until('}');
        written.append('{')
                .append(inside.startsWith(",") ? "0" + inside : inside)
                .append('}');
    }

    private void group() {
        if (!text.accept("?")) {
            written.append('(');
        } else if (text.accept("P<")) {
            written.append("(?<").append(named(text.until('>'))).append('>');
        } else if (text.accept("P=")) {
            written.append("\\k<").append(named(text.until(')'))).append('>');
        } else if (text.accept("#")) {
            text.until(')');
        } else if (text.accept("(")) {
            throw text.refused("conditional groups are not supported");
        } else {
            switches(text.takeAny(SWITCHES, SWITCHES.length()));
        }
    }

    /** Java's names have no underscores. */
    private String named(String name) {
        return names.computeIfAbsent(name, _ -> "g" + names.size());
    }

    private void switches(String letters) {
        if (letters.contains("a") || letters.contains("L")) {
            throw text.refused("(?%s) is not supported".formatted(letters));
        }
        if (!letters.isEmpty() && text.accept(")")) {
            letters.chars().forEach(this::switchOn);
        } else {
            written.append("(?").append(letters.replace("u", "").replace("i", "iu"));
        }
    }

    private void switchOn(int letter) {
        switch (letter) {
            case 'i' -> flags |= Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE;
            case 'm' -> flags |= Pattern.MULTILINE;
            case 's' -> flags |= Pattern.DOTALL;
            case 'x' -> verbose = true;
            default -> {}
        }
    }
}
