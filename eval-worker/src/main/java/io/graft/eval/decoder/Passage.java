package io.graft.eval.decoder;

/**
 * A text of which some is to be predicted.
 *
 * @param ids all its tokens
 * @param from the first token that is asked about, at least 1: nothing predicts the first of all
 */
public record Passage(int[] ids, int from) {
    public Passage {
        if (from < 1 || from > ids.length) {
            throw new IllegalArgumentException("Tokens from %d of %d".formatted(from, ids.length));
        }
    }
}
