package io.graft.eval.decoder;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.List;
import java.util.stream.Stream;

/** Texts on their way through a network: what was read so far is kept, as the keys and values of each layer. */
final class Reading implements AutoCloseable {
    private static final int LEAST_ROOM = 64;
    /** How many products of query and key there may be at a time in a layer. */
    private static final long MOST_SCORES = 1 << 25;

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

    /** How many tokens are kept. */
    int length() {
        return length;
    }

    /** A scope for what is made of the next tokens. */
    NDManager scope() {
        return manager.newSubManager();
    }

    /** How many tokens to read at a time from here on; at most as many as are wanted. */
    int stride(int wanted) {
        long heads = network.architecture().heads().queries();
        int stride = wanted;
        while (stride > 1 && heads * stride * (length + stride) > MOST_SCORES) {
            stride /= 2;
        }
        return stride;
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

    private void reserve(int wanted) {
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

    NDArray logits(NDArray hidden, int[] rows) {
        return network.logits(hidden, rows, active);
    }

    @Override
    public void close() {
        manager.close();
    }
}
