package io.graft.eval.language;

import java.util.Arrays;

/** Tokens to score after tokens to look at. Equal if both are. */
final class TokenPair {
    private final int[] tokens;
    private final int scored;

    private TokenPair(int[] tokens, int scored) {
        this.tokens = tokens;
        this.scored = scored;
    }

    static TokenPair of(int[] context, int[] continuation) {
        int[] tokens = Arrays.copyOf(context, context.length + continuation.length);
        System.arraycopy(continuation, 0, tokens, context.length, continuation.length);
        return new TokenPair(tokens, context.length);
    }

    /** Context and continuation in one. */
    int[] tokens() {
        return tokens;
    }

    /** Where the continuation begins. */
    int scored() {
        return scored;
    }

    int length() {
        return tokens.length;
    }

    int[] context() {
        return Arrays.copyOf(tokens, scored);
    }

    int[] continuation() {
        return Arrays.copyOfRange(tokens, scored, tokens.length);
    }

    /**
     * Without what lies too far back for the model.
     *
     * @param maxLength the most tokens the model can look at, at least as many as are to be scored
     */
    TokenPair within(int maxLength) {
        int cut = Math.max(0, tokens.length - maxLength - 1);
        return cut == 0 ? this : new TokenPair(Arrays.copyOfRange(tokens, cut, tokens.length), scored - cut);
    }

    /** How many tokens both begin with. */
    int shared(TokenPair other) {
        int shared = Arrays.mismatch(tokens, other.tokens);
        return shared < 0 ? tokens.length : shared;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof TokenPair pair && scored == pair.scored && Arrays.equals(tokens, pair.tokens);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(tokens) + scored;
    }
}
