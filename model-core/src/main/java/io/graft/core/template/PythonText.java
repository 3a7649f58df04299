package io.graft.core.template;

import java.util.ArrayList;
import java.util.List;

/** Texts as Python sees them: made of code points, with Python's notion of white space. */
public final class PythonText {
    private PythonText() {}

    /** {@code len(text)}: code points, not UTF-16 units. */
    public static int length(String text) {
        return text.codePointCount(0, text.length());
    }

    /** {@code str.isspace} of one character. */
    public static boolean isSpace(int c) {
        return (c >= 9 && c <= 13)
                || (c >= 0x1c && c <= 0x20)
                || c == 0x85
                || c == 0xa0
                || c == 0x1680
                || (c >= 0x2000 && c <= 0x200a)
                || c == 0x2028
                || c == 0x2029
                || c == 0x202f
                || c == 0x205f
                || c == 0x3000;
    }

    /** {@code text.isdigit()}: false for an empty text. */
    public static boolean isDigits(String text) {
        return !text.isEmpty() && text.codePoints().allMatch(PythonText::isDigit);
    }

    private static boolean isDigit(int c) {
        return Character.isDigit(c)
                || c == 0xb2
                || c == 0xb3
                || c == 0xb9
                || c == 0x2070
                || (c >= 0x2074 && c <= 0x2079)
                || (c >= 0x2080 && c <= 0x2089)
                || (c >= 0x2460 && c <= 0x2468);
    }

    /** {@code text.lstrip()}. */
    public static String lstrip(String text) {
        int start = 0;
        while (start < text.length() && isSpace(text.charAt(start))) {
            start++;
        }
        return text.substring(start);
    }

    /** {@code text.rstrip()}. */
    public static String rstrip(String text) {
        int end = text.length();
        while (end > 0 && isSpace(text.charAt(end - 1))) {
            end--;
        }
        return text.substring(0, end);
    }

    /** {@code text.strip()}. */
    public static String strip(String text) {
        return lstrip(rstrip(text));
    }

    /** {@code text.split()}: by runs of white space, without empty parts. */
    public static List<String> words(String text) {
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

    /** {@code len(re.split(r"\s+", text))}: one more than there are runs of white space. */
    public static int wordCount(String text) {
        int count = 1;
        for (int i = 0; i < text.length(); i++) {
            if (isSpace(text.charAt(i)) && (i == 0 || !isSpace(text.charAt(i - 1)))) {
                count++;
            }
        }
        return count;
    }

    /** The part from one code point up to another. */
    static String part(String text, int start, int end) {
        int from = text.offsetByCodePoints(0, start);
        return text.substring(from, text.offsetByCodePoints(from, end - start));
    }
}
