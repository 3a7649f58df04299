package io.graft.eval.decoder;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import org.jspecify.annotations.Nullable;

/**
 * One layer of the network.
 *
 * @param afterAttention norm of what the attention adds; null for none
 * @param afterMlp norm of what the second half adds; null for none
 */
record Block(
        LayerKind kind,
        Norm beforeAttention,
        Attention attention,
        @Nullable Norm afterAttention,
        Norm beforeMlp,
        Mlp mlp,
        @Nullable Norm afterMlp) {
    /** Takes the place of {@code x}, which is closed with all that is made on the way. */
    NDArray apply(NDArray x, int start, KeyValues past, Sight sight, Adapters active) {
        NDManager outer = x.getManager();
        try (NDManager inner = outer.newSubManager()) {
            x.attach(inner);
            NDArray gathered = attention.apply(beforeAttention.apply(x), start, past, sight, active);
            NDArray middle = normed(gathered, afterAttention).addi(x);
            NDArray thought = mlp.apply(beforeMlp.apply(middle), active);
            NDArray result = normed(thought, afterMlp).addi(middle);
            result.attach(outer);
            return result;
        }
    }

    private static NDArray normed(NDArray x, @Nullable Norm norm) {
        return norm == null ? x : norm.apply(x);
    }
}
