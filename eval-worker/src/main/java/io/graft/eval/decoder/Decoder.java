package io.graft.eval.decoder;

import io.graft.core.adapter.Adapter;
import io.graft.core.checkpoint.Checkpoint;
import io.graft.core.suite.Sampling;
import java.util.List;

/**
 * A decoder-only model that runs: Llama, Mistral, Qwen 2 and 3, Gemma 1 to 3, GPT-2, in float32.
 *
 * <p>One thread may use it at a time. The checkpoint, and each adapter that is attached, must stay open as long as it is. The last
 * bits of a result depend on what else is computed in the same call; the same call gives the same bits.
 */
public final class Decoder implements AutoCloseable {
    private Decoder() {}

    public static Decoder open(Checkpoint checkpoint, DecoderOptions options) {
        return open(checkpoint, checkpoint::tensor, options);
    }

    /** Runs the checkpoint's model with other weights. */
    public static Decoder open(Checkpoint checkpoint, Weights weights, DecoderOptions options) {
        throw new UnsupportedOperationException();
    }

    /**
     * Makes an adapter ready: LoRA, rsLoRA or DoRA.
     *
     * @param name by which {@link Adapters} choose it; an adapter that had it is replaced
     */
    public void attach(String name, Adapter adapter) {
        throw new UnsupportedOperationException();
    }

    public void detach(String name) {
        throw new UnsupportedOperationException();
    }

    /** As many tokens as the model was made for. */
    public int maxLength() {
        throw new UnsupportedOperationException();
    }

    public int vocabulary() {
        throw new UnsupportedOperationException();
    }

    /** The logits after each token: one row for each, as long as the vocabulary. */
    public float[][] logits(int[] ids, Adapters active) {
        throw new UnsupportedOperationException();
    }

    /**
     * How likely texts are, or parts of them. What several begin with is computed once, wherever they stand in the list, so texts
     * with much in common, such as the choices of a question and the questions of a task with its examples, belong in one call.
     *
     * @return as many, in the same order
     */
    public List<Score> score(List<Passage> passages, Adapters active) {
        throw new UnsupportedOperationException();
    }

    /**
     * Writes on.
     *
     * @param ids what is there, at least one token
     * @param maxTokens at most so many tokens are written
     * @param stop asked after each token
     * @return what was written, including the token that reached the stop
     */
    public int[] generate(int[] ids, int maxTokens, Sampling sampling, Stop stop, Adapters active) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void close() {}
}
