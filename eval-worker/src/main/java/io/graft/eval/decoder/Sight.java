package io.graft.eval.decoder;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What tokens see in the layers of one kind, and how far their heads turn there.
 *
 * @param from the first key that any of them sees
 * @param masked the first key that not all of them see
 * @param mask [tokens, keys from {@code masked} on]: 0 where a token sees a key, else −∞; null if all see all
 * @param cosines [tokens, 1, pairs]; null if heads do not turn
 * @param sines likewise
 */
record Sight(
        int from,
        int masked,
        @Nullable NDArray mask,
        @Nullable NDArray cosines,
        @Nullable NDArray sines) {
    static Sight of(Tokens tokens, LayerKind kind, NDManager manager) {
        int[] positions = tokens.positions();
        int window = kind.window() == 0 ? Integer.MAX_VALUE : kind.window();
        int first = Arrays.stream(positions).min().orElseThrow();
        int last = Arrays.stream(positions).max().orElseThrow();
        int from = Math.max(0, first - window + 1);
        int masked = last - window + 1 > from ? from : tokens.start();
        boolean isPlain = tokens.count() == 1 && masked == tokens.start();
        Rope rope = kind.rope();
        return new Sight(
                from,
                masked,
                isPlain ? null : mask(tokens, positions, window, masked, manager),
                rope == null ? null : table(positions, rope, rope::cosine, manager),
                rope == null ? null : table(positions, rope, rope::sine, manager));
    }

    private static NDArray mask(Tokens tokens, int[] positions, int window, int masked, NDManager manager) {
        int before = tokens.start() - masked;
        int width = before + tokens.count();
        float[] mask = new float[tokens.count() * width];
        Arrays.fill(mask, Float.NEGATIVE_INFINITY);
        for (int i = 0; i < tokens.count(); i++) {
            int row = i * width;
            int hidden = Math.clamp(positions[i] - (long) window + 1 - masked, 0, before);
            Arrays.fill(mask, row + hidden, row + before, 0);
            for (int j = i; j >= 0 && positions[j] > positions[i] - window; j = tokens.parent(j)) {
                mask[row + before + j] = 0;
            }
        }
        return manager.create(mask, new Shape(tokens.count(), width));
    }

    private static NDArray table(int[] positions, Rope rope, Turn turn, NDManager manager) {
        int pairs = rope.pairs();
        float[] table = new float[positions.length * pairs];
        for (int i = 0; i < table.length; i++) {
            table[i] = turn.at(positions[i / pairs], i % pairs);
        }
        return manager.create(table, new Shape(positions.length, 1, pairs));
    }

    @FunctionalInterface
    private interface Turn {
        float at(int position, int pair);
    }

    /**
     * The heads, turned: a new array.
     *
     * @param heads [tokens, heads, size]; a pair is a dimension of the first half and the one as far into the second
     */
    NDArray turned(NDArray heads) {
        if (cosines == null || sines == null) {
            return heads.duplicate();
        }
        NDManager owner = heads.getManager();
        long size = heads.getShape().get(2);
        try (NDArray x = Torch.part(heads, 2, 0, size / 2, owner);
                NDArray y = Torch.part(heads, 2, size / 2, size, owner);
                NDArray xc = x.mul(cosines);
                NDArray ys = y.mul(sines);
                NDArray yc = y.mul(cosines);
                NDArray xs = x.mul(sines)) {
            return Torch.joined(xc.subi(ys), yc.addi(xs));
        }
    }

    /** Hides from each token what it does not see. */
    void hide(NDArray scores) {
        if (mask != null) {
            long keys = scores.getShape().get(2);
            try (NDArray part = Torch.part(scores, 2, masked - (long) from, keys, scores.getManager())) {
                part.addi(mask);
            }
        }
    }
}
