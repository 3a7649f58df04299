package io.graft.eval.language;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Tokens to score after tokens to look at.
 *
 * @param context at least one
 * @param continuation at least one
 */
record TokenPair(int[] context, int[] continuation) {
    /**
     * Both together, without what lies too far back for the model.
     *
     * @param maxLength the most tokens the model can look at, at least as many as are to be scored
     */
    int[] within(int maxLength) {
        int[] all = IntStream.concat(IntStream.of(context), IntStream.of(continuation))
                .toArray();
        return Arrays.copyOfRange(all, Math.max(0, all.length - maxLength - 1), all.length);
    }
}
