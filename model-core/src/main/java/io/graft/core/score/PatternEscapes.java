package io.graft.core.score;

/** What Python's {@code re} means by a backslash and what follows it, in Java's words. */
final class PatternEscapes {
    private static final String WORD = "\\p{L}\\p{N}_";
    private static final String SPACE =
            "\\x09-\\x0d\\x1c-\\x20\\x{85}\\x{a0}\\x{1680}\\x{2000}-\\x{200a}\\x{2028}\\x{2029}\\x{202f}\\x{205f}\\x{3000}";
    private static final String EDGE = "(?:(?<=[%1$s])(?![%1$s])|(?<![%1$s])(?=[%1$s]))".formatted(WORD);
    private static final String NO_EDGE = "(?:(?<=[%1$s])(?=[%1$s])|(?<![%1$s])(?![%1$s]))".formatted(WORD);
    private static final String DIGITS = "0123456789";

    private PatternEscapes() {}

    /** The escape that comes next, its backslash being past. */
    static String read(PatternText text, boolean inClass) {
        if (text.ended()) {
            throw text.refused("it ends in a backslash");
        }
        char character = text.next();
        return switch (character) {
            case 'w' -> inClass ? WORD : "[" + WORD + "]";
            case 'W' -> "[^" + WORD + "]";
            case 'd' -> "\\p{Nd}";
            case 'D' -> "\\P{Nd}";
            case 's' -> inClass ? SPACE : "[" + SPACE + "]";
            case 'S' -> "[^" + SPACE + "]";
            case 'b' -> inClass ? "\\x08" : EDGE;
            case 'B' -> NO_EDGE;
            case 'A' -> "\\A";
            case 'Z' -> "\\z";
            case 'v' -> "\\x0b";
            case 'a', 'f', 'n', 'r', 't' -> "\\" + character;
            case 'x' -> point(text, 2);
            case 'u' -> point(text, 4);
            case 'U' -> point(text, 8);
            case '0' -> "\\x{%x}".formatted(Integer.parseInt("0" + text.takeAny("01234567", 2), 8));
            default -> other(text, character, inClass);
        };
    }

    private static String point(PatternText text, int digits) {
        String hexadecimal = text.take(digits);
        if (!hexadecimal.matches("[0-9a-fA-F]{%d}".formatted(digits))) {
            throw text.refused("an escape needs %d hexadecimal digits".formatted(digits));
        }
        return "\\x{%s}".formatted(hexadecimal);
    }

    private static String other(PatternText text, char character, boolean inClass) {
        if (DIGITS.indexOf(character) >= 0 && !inClass) {
            return "(?:\\%s%s)".formatted(character, text.takeAny(DIGITS, 1));
        }
        if (character < 128 && Character.isLetterOrDigit(character)) {
            throw text.refused("there is no escape \\%s".formatted(character));
        }
        return character < 128 ? "\\" + character : String.valueOf(character);
    }
}
