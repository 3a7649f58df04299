package io.graft.core.template;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Python's regular expressions in Java's notation, matched with a limit on their effort. */
final class Patterns {
    private static final int MOST_LOOKS = 5_000_000;
    private static final Pattern GROUP = Pattern.compile("\\\\(?:(\\d{1,2})|g<(\\w+)>|(.))", Pattern.DOTALL);

    private Patterns() {}

    /** {@code re.sub(pattern, replacement, text, count)}; a count of 0 means all. */
    static String replace(String text, String pattern, String replacement, long count) {
        try {
            return replace(compile(pattern).matcher(new Limited(text)), text, replacement, count);
        } catch (PatternSyntaxException e) {
            throw Problem.wrong("\"%.80s\" is no regular expression: %s", pattern, e.getDescription());
        } catch (IndexOutOfBoundsException | IllegalArgumentException e) {
            throw Problem.wrong("\"%.80s\" names a group that the pattern does not have", replacement);
        } catch (StackOverflowError e) {
            throw Problem.tooLarge("\"%.80s\" recurses too deeply".formatted(pattern));
        }
    }

    private static Pattern compile(String pattern) {
        String java = pattern.replace("(?P<", "(?<").replaceAll("\\(\\?P=(\\w+)\\)", "\\\\k<$1>");
        return Pattern.compile(java, Pattern.UNICODE_CHARACTER_CLASS | Pattern.UNIX_LINES);
    }

    private static String replace(Matcher matcher, String text, String replacement, long count) {
        StringBuilder result = new StringBuilder();
        int at = 0;
        for (long i = 0; (count == 0 || i < count) && matcher.find(); i++) {
            result.append(text, at, matcher.start()).append(expanded(matcher, replacement));
            at = matcher.end();
            new Budget().make(result.length());
        }
        return result.append(text, at, text.length()).toString();
    }

    private static String expanded(Matcher found, String replacement) {
        if (replacement.indexOf('\\') < 0) {
            return replacement;
        }
        return GROUP.matcher(replacement).replaceAll(part -> Matcher.quoteReplacement(part(found, part)));
    }

    private static String part(Matcher found, java.util.regex.MatchResult part) {
        String number = part.group(1);
        String name = part.group(2);
        if (number != null || (name != null && name.matches("\\d+"))) {
            return text(found.group(Integer.parseInt(number != null ? number : name)));
        }
        return name != null ? text(found.group(name)) : Escapes.replaced(part.group());
    }

    private static String text(@org.jspecify.annotations.Nullable String group) {
        return group == null ? "" : group;
    }

    /** A text that can be looked at only so often: backtracking without end is cut short. */
    private static final class Limited implements CharSequence {
        private final String text;
        private int looks;

        Limited(String text) {
            this.text = text;
        }

        @Override
        public char charAt(int index) {
            if (++looks > MOST_LOOKS) {
                throw Problem.tooLarge("A regular expression backtracks without end");
            }
            return text.charAt(index);
        }

        @Override
        public int length() {
            return text.length();
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return text.substring(start, end);
        }

        @Override
        public String toString() {
            return text;
        }
    }
}
