package io.graft.core.score;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What Python's methods on text do, where Java's differ. */
final class PythonText {
    private PythonText() {}

    /** {@code isspace}: unlike Java it has U+0085 and U+00A0, and unlike {@code \s} elsewhere U+001C to U+001F. */
    static boolean isSpace(int point) {
        return Character.isSpaceChar(point)
                || (point >= 0x09 && point <= 0x0d)
                || (point >= 0x1c && point <= 0x1f)
                || point == 0x85;
    }

    static String strip(String text) {
        int start = 0;
        int end = text.length();
        while (start < end && isSpace(text.charAt(start))) {
            start++;
        }
        while (end > start && isSpace(text.charAt(end - 1))) {
            end--;
        }
        return text.substring(start, end);
    }

    /** {@code split()}: by runs of whitespace, without empty parts. */
    static List<String> words(String text) {
        List<String> words = new ArrayList<>();
        int start = -1;
        for (int i = 0; i <= text.length(); i++) {
            boolean space = i == text.length() || isSpace(text.charAt(i));
            if (space && start >= 0) {
                words.add(text.substring(start, i));
            }
            start = space ? -1 : start < 0 ? i : start;
        }
        return words;
    }

    /** {@code len(re.split(r"\s+", text))}: one more than there are runs of whitespace. */
    static int wordCount(String text) {
        int count = 1;
        for (int i = 0; i < text.length(); i++) {
            if (isSpace(text.charAt(i)) && (i == 0 || !isSpace(text.charAt(i - 1)))) {
                count++;
            }
        }
        return count;
    }

    static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }

    static String upper(String text) {
        return text.toUpperCase(Locale.ROOT);
    }

    /** {@code len}: code points. */
    static int length(String text) {
        return text.codePointCount(0, text.length());
    }

    /** {@code repr} of a float: the shortest digits, with an exponent below 10⁻⁴ and from 10¹⁶. */
    static String written(double number) {
        if (!Double.isFinite(number)) {
            return Double.isNaN(number) ? "nan" : number > 0 ? "inf" : "-inf";
        }
        String shortest = Double.toString(number);
        double size = Math.abs(number);
        if (size == 0) {
            return shortest;
        }
        if (size < 1e-4 || size >= 1e16) {
            return exponential(shortest);
        }
        String plain = new BigDecimal(shortest).stripTrailingZeros().toPlainString();
        return plain.contains(".") ? plain : plain + ".0";
    }

    private static String exponential(String shortest) {
        int at = shortest.indexOf('E');
        int exponent = Integer.parseInt(shortest.substring(at + 1));
        String digits = shortest.substring(0, at).replaceFirst("\\.0$", "");
        return "%se%s%02d".formatted(digits, exponent < 0 ? "-" : "+", Math.abs(exponent));
    }
}
