package io.graft.eval.decoder;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;

/** The keys and values of one layer for all tokens that were read, in room for more. */
final class KeyValues {
    private NDArray keys;
    private NDArray values;

    KeyValues(NDManager manager, Heads heads, int room) {
        this.keys = manager.create(new Shape(heads.keys(), room, heads.size()));
        this.values = manager.create(new Shape(heads.keys(), room, heads.size()));
    }

    private long room() {
        return keys.getShape().get(1);
    }

    void grow(int room, int used) {
        keys = grown(keys, room, used);
        values = grown(values, room, used);
    }

    private static NDArray grown(NDArray old, int room, int used) {
        Shape shape = old.getShape();
        NDArray grown = old.getManager().create(new Shape(shape.get(0), room, shape.get(2)));
        try (old) {
            copy(old, grown, used);
        }
        return grown;
    }

    /** Takes over the first tokens of another one. */
    void copy(KeyValues other, int count) {
        copy(other.keys, keys, count);
        copy(other.values, values, count);
    }

    private static void copy(NDArray from, NDArray to, int count) {
        try (NDArray part = Torch.part(from, 1, 0, count, to.getManager())) {
            Torch.write(to, 0, count, part);
        }
    }

    /** Puts tokens in the places from {@code start} on, each as [heads, tokens, size]. */
    void write(int start, NDArray key, NDArray value) {
        long end = start + key.getShape().get(1);
        if (end > room()) {
            throw new IllegalStateException("Room for %d, not %d".formatted(room(), end));
        }
        Torch.write(keys, start, end, key);
        Torch.write(values, start, end, value);
    }

    /** A view of [heads, tokens, size]. */
    NDArray keys(int from, int to, NDManager owner) {
        return Torch.part(keys, 1, from, to, owner);
    }

    NDArray values(int from, int to, NDManager owner) {
        return Torch.part(values, 1, from, to, owner);
    }
}
