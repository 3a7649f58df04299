package io.graft.eval.decoder;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Texts on their way through a network: what was read so far is kept, as the keys and values of each layer. */
final class Reading implements AutoCloseable {
    private static final int LEAST_ROOM = 64;
    /** How many tokens go through the network together. */
    private static final int STRIDE = 256;

    private static final int STRIDE_OF_GPU = 2048;
    /** How many products of query and key there may be at a time in a layer. */
    private static final long MOST_SCORES = 1 << 24;
    /** How many logits there may be at a time. */
    private static final int MOST_LOGITS = 1 << 23;

    private final Network network;
    private final Adapters active;
    private final NDManager manager;
    private final List<KeyValues> past;
    private int room = LEAST_ROOM;
    private int length;

    Reading(Network network, Adapters active, NDManager parent) {
        this.network = network;
        this.active = active;
        this.manager = parent.newSubManager();
        this.past = Stream.generate(
                        () -> new KeyValues(manager, network.architecture().heads(), LEAST_ROOM))
                .limit(network.blocks().size())
                .toList();
    }

    /** Another one that has read the same. */
    Reading copy(NDManager parent) {
        Reading copy = new Reading(network, active, parent);
        copy.reserve(room);
        if (length > 0) {
            for (int layer = 0; layer < past.size(); layer++) {
                copy.past.get(layer).copy(past.get(layer), length);
            }
            copy.length = length;
        }
        return copy;
    }

    /** How many tokens are kept. */
    int length() {
        return length;
    }

    /** A scope for what is made of the next tokens. */
    NDManager scope() {
        return manager.newSubManager();
    }

    /** How many tokens to read at a time from here on. */
    int stride() {
        long heads = network.architecture().heads().queries();
        int stride = manager.getDevice().isGpu() ? STRIDE_OF_GPU : STRIDE;
        while (stride > 1 && heads * stride * (length + stride) > MOST_SCORES) {
            stride /= 2;
        }
        return stride;
    }

    /** How many tokens' logits to compute at a time. */
    int mostRows() {
        return Math.max(1, MOST_LOGITS / network.architecture().vocabulary());
    }

    /**
     * Reads tokens, which are forgotten again unless {@link #keep} is called next.
     *
     * @return hidden states, [tokens, hidden]
     */
    NDArray read(Tokens tokens, NDManager scope) {
        if (tokens.start() != length) {
            throw new IllegalStateException("Tokens from %d on after %d".formatted(tokens.start(), length));
        }
        reserve(length + tokens.count());
        return network.read(tokens, past, active, scope);
    }

    /** Makes room for so many tokens in advance. */
    void reserve(int wanted) {
        if (wanted > room) {
            room = Math.max(wanted, 2 * room);
            past.forEach(layer -> layer.grow(room, length));
        }
    }

    /** Keeps what was read last, which must have been a chain. */
    void keep(int count) {
        length += count;
    }

    /** Forgets all but the first tokens. */
    void truncate(int kept) {
        length = Math.min(length, kept);
    }

    /** Reads a text and keeps it; the logits after each token. */
    float[][] readAll(int... ids) {
        float[][] logits = new float[ids.length][];
        int to = 0;
        for (int from = 0; from < ids.length; from = to) {
            to = Math.min(ids.length, from + Math.min(stride(), mostRows()));
            float[] step = step(Arrays.copyOfRange(ids, from, to), 0);
            int vocabulary = step.length / (to - from);
            for (int i = from; i < to; i++) {
                logits[i] = Arrays.copyOfRange(step, (i - from) * vocabulary, (i - from + 1) * vocabulary);
            }
        }
        return logits;
    }

    /** Reads a text and keeps it; the logits after the last token. */
    float[] readOn(int... ids) {
        int from = 0;
        while (ids.length - from > stride()) {
            int to = from + stride();
            step(Arrays.copyOfRange(ids, from, to), to - from);
            from = to;
        }
        return step(Arrays.copyOfRange(ids, from, ids.length), ids.length - from - 1);
    }

    /** The logits from one of the tokens on, which may be none. */
    private float[] step(int[] ids, int first) {
        try (NDManager scope = scope()) {
            NDArray hidden = read(Tokens.chain(length, ids), scope);
            keep(ids.length);
            int[] rows = IntStream.range(first, ids.length).toArray();
            return rows.length == 0 ? new float[0] : logits(hidden, rows).toFloatArray();
        }
    }

    NDArray logits(NDArray hidden, int[] rows) {
        return network.logits(hidden, rows, active);
    }

    @Override
    public void close() {
        manager.close();
    }
}
