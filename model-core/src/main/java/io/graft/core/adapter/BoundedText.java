package io.graft.core.adapter;

/** A text that can be looked at only so often: a regular expression that backtracks without end runs into this. */
final class BoundedText implements CharSequence {
    private static final int MOST_LOOKS = 2_000_000;

    private final String text;
    private int looks;

    BoundedText(String text) {
        this.text = text;
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

    /** Says that the limit was reached. */
    static final class TooMuchWork extends RuntimeException {
        TooMuchWork() {
            super(null, null, false, false);
        }
    }
}
