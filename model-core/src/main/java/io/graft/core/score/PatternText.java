package io.graft.core.score;

/** A regular expression as it is read, from left to right. */
final class PatternText {
    private final String source;
    private int at;

    PatternText(String source) {
        this.source = source;
    }

    boolean ended() {
        return at == source.length();
    }

    char next() {
        return source.charAt(at++);
    }

    /** What comes next, without going on to it; a NUL at the end. */
    char peek() {
        return ended() ? 0 : source.charAt(at);
    }

    /** Goes past a text, if it comes next. */
    boolean accept(String text) {
        boolean comes = source.startsWith(text, at);
        at += comes ? text.length() : 0;
        return comes;
    }

    /** So many characters, or as many as are left. */
    String take(int count) {
        int start = at;
        at = Math.min(source.length(), at + count);
        return source.substring(start, at);
    }

    /** As many of these characters as come, at most. */
    String takeAny(String characters, int most) {
        int start = at;
        while (!ended() && at < start + most && characters.indexOf(peek()) >= 0) {
            at++;
        }
        return source.substring(start, at);
    }

    /** What comes before a character, and goes past that. */
    String until(char end) {
        int stop = source.indexOf(end, at);
        if (stop < 0) {
            throw refused("%s is missing".formatted(end));
        }
        String before = source.substring(at, stop);
        at = stop + 1;
        return before;
    }

    boolean has(char later) {
        return source.indexOf(later, at) >= 0;
    }

    /** What stands before a character, without going on; all the rest if there is none. */
    String ahead(char end) {
        int stop = source.indexOf(end, at);
        return source.substring(at, stop < 0 ? source.length() : stop);
    }

    RuntimeException refused(String why) {
        return ScoreError.SCORE_PATTERN.at(
                source, "The pattern cannot be used: %s.".formatted(why), "Correct the regular expression.");
    }
}
