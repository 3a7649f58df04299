package io.graft.eval.decoder;

/** Watches a text while it is written, token by token. */
@FunctionalInterface
public interface Stop {
    /** Whether the text ends with the last of these tokens, which are all that were written so far. */
    boolean isReached(int[] written);
}
