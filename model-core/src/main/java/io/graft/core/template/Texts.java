package io.graft.core.template;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** What Python's and Jinja2's functions make of texts. */
final class Texts {
    private static final Pattern DECIMAL =
            Pattern.compile("[-+]?(?:[0-9]+(?:\\.[0-9]*)?|\\.[0-9]+)(?:[eE][-+]?[0-9]{1,6})?");
    private static final Pattern WORD = Pattern.compile("\\w+", Pattern.UNICODE_CHARACTER_CLASS);
    private static final Pattern BEFORE_WORD = Pattern.compile("(?<=[-\\s({\\[<])|(?=[-\\s({\\[<])");

    private Texts() {}

    static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }

    static String upper(String text) {
        return text.toUpperCase(Locale.ROOT);
    }

    static String capitalize(String text) {
        if (text.isEmpty()) {
            return text;
        }
        int first = text.offsetByCodePoints(0, 1);
        return titleCase(text.substring(0, first)) + lower(text.substring(first));
    }

    private static String titleCase(String character) {
        int c = character.codePointAt(0);
        return Character.toTitleCase(c) == c ? upper(character) : Character.toString(Character.toTitleCase(c));
    }

    /** {@code str.title()}: a word is a run of letters. */
    static String title(String text) {
        StringBuilder result = new StringBuilder();
        boolean within = false;
        for (int c : text.codePoints().toArray()) {
            String character = Character.toString(c);
            boolean letter = Character.isLetter(c);
            result.append(!letter ? character : within ? lower(character) : titleCase(character));
            within = letter;
        }
        return result.toString();
    }

    /** The filter {@code title}: a word begins after a space, a hyphen or an opening bracket. */
    static String titleByWords(String text) {
        StringBuilder result = new StringBuilder();
        for (String part : BEFORE_WORD.split(text, -1)) {
            result.append(part.isEmpty() ? "" : upper(part.substring(0, 1)) + lower(part.substring(1)));
        }
        return result.toString();
    }

    static boolean isLower(String text) {
        return text.codePoints().anyMatch(Character::isLowerCase)
                && text.codePoints().noneMatch(c -> Character.isUpperCase(c) || Character.isTitleCase(c));
    }

    static boolean isUpper(String text) {
        return text.codePoints().anyMatch(Character::isUpperCase)
                && text.codePoints().noneMatch(c -> Character.isLowerCase(c) || Character.isTitleCase(c));
    }

    static List<String> words(String text) {
        return WORD.matcher(text).results().map(found -> found.group()).toList();
    }

    /** The number that a text writes, as {@code float(text)} reads it. */
    static Optional<Double> decimal(String text) {
        return DECIMAL.matcher(text).matches() ? Optional.of(Double.parseDouble(text)) : Optional.empty();
    }

    static String strip(String text, String characters, boolean left, boolean right) {
        int[] points = text.codePoints().toArray();
        int start = 0;
        int end = points.length;
        while (left && start < end && characters.indexOf(points[start]) >= 0) {
            start++;
        }
        while (right && end > start && characters.indexOf(points[end - 1]) >= 0) {
            end--;
        }
        return new String(points, start, end - start);
    }

    /** {@code text.replace(old, new, count)}; a negative count means all. */
    static String replace(String text, String old, String fresh, long count, Budget budget) {
        StringBuilder result = new StringBuilder();
        int at = 0;
        int found = old.isEmpty() ? 0 : text.indexOf(old);
        for (long i = 0; found >= 0 && found <= text.length() && (count < 0 || i < count); i++) {
            budget.make((long) fresh.length() + found - at);
            result.append(text, at, found).append(fresh);
            at = found + old.length();
            found = old.isEmpty() ? next(text, found) : text.indexOf(old, at);
        }
        budget.make((long) text.length() - at);
        return result.append(text, at, text.length()).toString();
    }

    private static int next(String text, int at) {
        return at == text.length() ? -1 : text.offsetByCodePoints(at, 1);
    }

    /** {@code text.split()}: at white space, without empty parts. */
    static List<String> split(String text, long most) {
        List<String> parts = new ArrayList<>();
        String rest = PythonText.lstrip(text);
        while (!rest.isEmpty()) {
            int end = 0;
            while (end < rest.length() && !PythonText.isSpace(rest.charAt(end))) {
                end++;
            }
            if (most >= 0 && parts.size() == most) {
                parts.add(rest);
                return parts;
            }
            parts.add(rest.substring(0, end));
            rest = PythonText.lstrip(rest.substring(end));
        }
        return parts;
    }

    /** {@code text.split(separator, most)}; negative for any number. */
    static List<String> split(String text, String separator, long most) {
        if (separator.isEmpty()) {
            throw Problem.wrong("A text cannot be split at nothing");
        }
        List<String> parts = new ArrayList<>();
        int at = 0;
        for (int found = text.indexOf(separator);
                found >= 0 && (most < 0 || parts.size() < most);
                found = text.indexOf(separator, at)) {
            parts.add(text.substring(at, found));
            at = found + separator.length();
        }
        parts.add(text.substring(at));
        return parts;
    }

    /** The same from the right, done on what is reversed. */
    static List<String> splitFromRight(String text, String separator, long most) {
        return mirrored(split(mirror(text), mirror(separator), most));
    }

    static List<String> splitFromRight(String text, long most) {
        return mirrored(split(mirror(text), most));
    }

    private static List<String> mirrored(List<String> parts) {
        return parts.reversed().stream().map(Texts::mirror).toList();
    }

    private static String mirror(String text) {
        return new StringBuilder(text).reverse().toString();
    }
}
