package io.graft.eval.decoder;

import java.util.Arrays;

/** A text of which some is to be predicted. */
public final class Passage {
    private final int[] ids;
    private final int from;

    /**
     * @param ids all its tokens
     * @param from the first token that is asked about, at least 1: nothing predicts the first of all
     */
    public Passage(int[] ids, int from) {
        if (from < 1 || from > ids.length) {
            throw new IllegalArgumentException("Tokens from %d of %d".formatted(from, ids.length));
        }
        this.ids = ids.clone();
        this.from = from;
    }

    /** How many tokens are asked about. */
    public int asked() {
        return ids.length - from;
    }

    int from() {
        return from;
    }

    int length() {
        return ids.length;
    }

    int id(int place) {
        return ids[place];
    }

    /** The tokens that are read: all but the last, after which nothing is asked. */
    int[] read() {
        return Arrays.copyOf(ids, ids.length - 1);
    }

    int[] ids() {
        return ids;
    }
}
