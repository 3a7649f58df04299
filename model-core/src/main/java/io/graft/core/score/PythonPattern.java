package io.graft.core.score;

import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * A regular expression of Python's {@code re}, as one of Java's that matches the same. The two differ in what {@code \w}, {@code
 * \s}, {@code \b}, {@code $} and {@code .} match, in nested classes, names of groups and a stray brace.
 */
final class PythonPattern {
    private static final String WORD = "\\p{L}\\p{N}_";
    private static final String DIGIT = "\\p{Nd}";
    private static final String SPACE =
            "\\x09-\\x0d\\x1c-\\x20\\x{85}\\x{a0}\\x{1680}\\x{2000}-\\x{200a}\\x{2028}\\x{2029}\\x{202f}\\x{205f}\\x{3000}";
    private static final String EDGE = "(?:(?<=[%1$s])(?![%1$s])|(?<![%1$s])(?=[%1$s]))".formatted(WORD);
    private static final String NO_EDGE = "(?:(?<=[%1$s])(?=[%1$s])|(?<![%1$s])(?![%1$s]))".formatted(WORD);

    private final String source;
    private final StringBuilder written = new StringBuilder();
    private final Map<String, String> names = new HashMap<>();
    private int at;
    private int flags = Pattern.UNIX_LINES;
    private boolean verbose;

    private PythonPattern(String source) {
        this.source = source;
    }

    /** @throws io.graft.core.GraftException if Python would refuse the pattern too, or it has {@code (?(1)…)} or {@code (?a)} */
    static Pattern compile(String source) {
        return new PythonPattern(source).compile();
    }

    private Pattern compile() {
        while (at < source.length()) {
            one(source.charAt(at++));
        }
        try {
            return Pattern.compile(written.toString(), flags);
        } catch (PatternSyntaxException malformed) {
            throw refused(String.valueOf(malformed.getDescription()));
        }
    }

    private RuntimeException refused(String why) {
        return ScoreError.SCORE_PATTERN.at(
                source, "The pattern cannot be used: %s.".formatted(why), "Correct the regular expression.");
    }

    private void one(char character) {
        switch (character) {
            case '\\' -> written.append(escaped(false));
            case '[' -> bracket();
            case '(' -> group();
            case '{' -> brace();
            case ' ', '\t', '\n', '\r', '\f', '\u000b' -> {
                if (!verbose) {
                    written.append(character);
                }
            }
            case '#' -> hash();
            default -> written.append(character);
        }
    }

    private void hash() {
        if (!verbose) {
            written.append('#');
            return;
        }
        int end = source.indexOf('\n', at);
        at = end < 0 ? source.length() : end;
    }

    private String escaped(boolean inClass) {
        if (at == source.length()) {
            throw refused("it ends in a backslash");
        }
        char character = source.charAt(at++);
        return switch (character) {
            case 'w' -> inClass ? WORD : "[" + WORD + "]";
            case 'W' -> "[^" + WORD + "]";
            case 'd' -> DIGIT;
            case 'D' -> "\\P{Nd}";
            case 's' -> inClass ? SPACE : "[" + SPACE + "]";
            case 'S' -> "[^" + SPACE + "]";
            case 'b' -> inClass ? "\\x08" : EDGE;
            case 'B' -> NO_EDGE;
            case 'A' -> "\\A";
            case 'Z' -> "\\z";
            case 'v' -> "\\x0b";
            case 'a', 'f', 'n', 'r', 't' -> "\\" + character;
            case 'x' -> point(2);
            case 'u' -> point(4);
            case 'U' -> point(8);
            case '0' -> octal();
            default -> other(character, inClass);
        };
    }

    private String point(int digits) {
        String hexadecimal = source.substring(at, Math.min(source.length(), at + digits));
        if (!hexadecimal.matches("[0-9a-fA-F]{%d}".formatted(digits))) {
            throw refused("an escape needs %d hexadecimal digits".formatted(digits));
        }
        at += digits;
        return "\\x{%s}".formatted(hexadecimal);
    }

    private String octal() {
        int value = 0;
        for (int i = 0; i < 2 && at < source.length() && source.charAt(at) >= '0' && source.charAt(at) <= '7'; i++) {
            value = value * 8 + source.charAt(at++) - '0';
        }
        return "\\x{%x}".formatted(value);
    }

    private String other(char character, boolean inClass) {
        if (Character.isDigit(character) && !inClass) {
            return reference(character);
        }
        if (character < 128 && Character.isLetterOrDigit(character)) {
            throw refused("there is no escape \\%s".formatted(character));
        }
        return character < 128 ? "\\" + character : String.valueOf(character);
    }

    private String reference(char first) {
        String digits = String.valueOf(first);
        if (at < source.length() && Character.isDigit(source.charAt(at))) {
            digits += source.charAt(at++);
        }
        return "(?:\\%s)".formatted(digits);
    }

    private void bracket() {
        written.append('[');
        if (source.startsWith("^", at)) {
            written.append('^');
            at++;
        }
        boolean first = true;
        while (first || !source.startsWith("]", at)) {
            if (at == source.length()) {
                throw refused("a class is not closed");
            }
            written.append(member(source.charAt(at++)));
            first = false;
        }
        at++;
        written.append(']');
    }

    /** Java nests classes and intersects them, so that what starts either is escaped. */
    private String member(char character) {
        return switch (character) {
            case '\\' -> escaped(true);
            case '[', ']', '&', '^', '#', ' ' -> "\\" + character;
            default -> String.valueOf(character);
        };
    }

    private void brace() {
        int end = source.indexOf('}', at);
        String inside = end < 0 ? "" : source.substring(at, end);
        if (!inside.matches("\\d+(,\\d*)?|,\\d*")) {
            written.append("\\{");
            return;
        }
        written.append('{')
                .append(inside.startsWith(",") ? "0" + inside : inside)
                .append('}');
        at = end + 1;
    }

    private void group() {
        if (!source.startsWith("?", at)) {
            written.append('(');
            return;
        }
        at++;
        if (source.startsWith("P<", at)) {
            written.append("(?<").append(named(until('>', 2))).append('>');
        } else if (source.startsWith("P=", at)) {
            written.append("\\k<").append(named(until(')', 2))).append('>');
        } else if (source.startsWith("#", at)) {
            until(')', 1);
        } else if (source.startsWith("(", at)) {
            throw refused("conditional groups are not supported");
        } else if (at < source.length() && "aiLmsux-".indexOf(source.charAt(at)) >= 0) {
            switches();
        } else {
            written.append("(?");
        }
    }

    private String until(char end, int skipped) {
        int stop = source.indexOf(end, at);
        if (stop < 0) {
            throw refused("a group is not closed");
        }
        String inside = source.substring(Math.min(stop, at + skipped), stop);
        at = stop + 1;
        return inside;
    }

    /** Java's names have no underscores. */
    private String named(String name) {
        return names.computeIfAbsent(name, _ -> "g" + names.size());
    }

    private void switches() {
        int start = at;
        while (at < source.length() && "aiLmsux-".indexOf(source.charAt(at)) >= 0) {
            at++;
        }
        String letters = source.substring(start, at);
        if (letters.contains("a") || letters.contains("L") || at == source.length()) {
            throw refused("(?%s) is not supported".formatted(letters));
        }
        if (source.charAt(at) == ')') {
            at++;
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
