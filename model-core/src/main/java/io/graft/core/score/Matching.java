package io.graft.core.score;

import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Lets a pattern work on a text, but not for ever: one that backtracks without end is an error after so many looks. */
final class Matching implements CharSequence {
    private static final int MOST_LOOKS = 50_000_000;

    private final String text;
    private int looks;

    private Matching(String text) {
        this.text = text;
    }

    /** @throws io.graft.core.GraftException with {@link ScoreError#SCORE_PATTERN} if it takes too long or too much memory */
    static <T> T of(Pattern pattern, String text, Function<Matcher, T> work) {
        try {
            return work.apply(pattern.matcher(new Matching(text)));
        } catch (TooMuchWork | StackOverflowError endless) {
            throw ScoreError.SCORE_PATTERN.at(
                    pattern.pattern(),
                    "The pattern backtracks without end on an answer of %d characters.".formatted(text.length()),
                    "Write it without a repetition of what can be empty or can be read in two ways.");
        }
    }

    @Override
    public int length() {
        return text.length();
    }

    @Override
    public char charAt(int index) {
        if (++looks > MOST_LOOKS) {
            throw new TooMuchWork();
        }
        return text.charAt(index);
    }

    @Override
    public CharSequence subSequence(int start, int end) {
        return text.subSequence(start, end);
    }

    @Override
    public String toString() {
        return text;
    }

    private static final class TooMuchWork extends RuntimeException {
        TooMuchWork() {
            super(null, null, false, false);
        }
    }
}
