package io.graft.eval.language;

/** White space as Python's {@code str.rstrip} sees it, which is neither {@code strip} nor {@code trim}. */
final class PythonSpace {
    private PythonSpace() {}

    /** Where the white space at the end of the text begins. */
    static int endOfText(String text) {
        int end = text.length();
        while (end > 0 && isSpace(text.charAt(end - 1))) {
            end--;
        }
        return end;
    }

    private static boolean isSpace(char letter) {
        return switch (letter) {
            case '\u0085', '\u00a0', '\u2007', '\u202f' -> true;
            default -> Character.isWhitespace(letter);
        };
    }
}
