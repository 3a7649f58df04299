package io.graft.eval.decoder;

import java.util.Arrays;
import java.util.stream.IntStream;

/** Tokens that go through the network together: one text, or branches of several. */
final class Tokens {
    private final int start;
    private final int[] ids;
    private final int[] parents;

    Tokens(int start, int[] ids, int[] parents) {
        this.start = start;
        this.ids = ids;
        this.parents = parents;
    }

    /** Each follows the one before it. */
    static Tokens chain(int start, int[] ids) {
        return new Tokens(start, ids, IntStream.range(-1, ids.length - 1).toArray());
    }

    /** How many tokens were there before. */
    int start() {
        return start;
    }

    /** The place in this list of the token that another one follows; −1 if that was there before. */
    int parent(int token) {
        return parents[token];
    }

    int count() {
        return ids.length;
    }

    int[] positions() {
        int[] positions = new int[ids.length];
        for (int i = 0; i < ids.length; i++) {
            positions[i] = parents[i] < 0 ? start : positions[parents[i]] + 1;
        }
        return positions;
    }

    long[] wideIds() {
        return Arrays.stream(ids).asLongStream().toArray();
    }
}
