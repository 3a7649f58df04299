package io.graft.eval.verification;

import java.util.Arrays;

/** A run of tokens: a model reads all but the last, and all but the first are what it could predict. */
record Window(int[] ids) {
    int positions() {
        return ids.length - 1;
    }

    int[] read() {
        return Arrays.copyOf(ids, positions());
    }

    /** The token that follows a position. */
    int next(int position) {
        return ids[position + 1];
    }
}
