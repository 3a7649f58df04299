package io.graft.core.adapter;

import java.util.concurrent.atomic.AtomicLong;

/** A text that can be looked at only so often: a regular expression that backtracks without end runs into this. */
final class BoundedText implements CharSequence {
    private static final int MOST_LOOKS = 2_000_000;
    private static final long MOST_LOOKS_IN_ALL = 500_000_000;

    private final String text;
    private final AtomicLong before;
    private int looks;

    /** @param before counts the looks at all texts of an adapter */
    BoundedText(String text, AtomicLong before) {
        this.text = text;
        this.before = before;
    }

    @Override
    public int length() {
        return text.length();
    }

    @Override
    public char charAt(int index) {
        if (++looks > MOST_LOOKS || before.incrementAndGet() > MOST_LOOKS_IN_ALL) {
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
