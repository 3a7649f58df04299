package io.graft.core.kernel;

import io.graft.core.tensor.Shape;
import java.util.function.BinaryOperator;
import java.util.function.Supplier;

/**
 * Looks at a whole tensor before any of it is computed: for norms, thresholds, whatever depends on all elements at once. Chunks
 * are surveyed on several threads, but where they begin depends on the shape alone and they are joined in a fixed tree, so the
 * result never depends on threads.
 */
public interface Survey {
    /** Elements of a chunk, unless a single row holds more. */
    int CHUNK = 1 << 20;

    /**
     * Collects something over all elements.
     *
     * @param start makes an empty result for one chunk
     * @param step adds one tile to it; tiles come in ascending order within a chunk
     * @param join joins the results of two neighbouring runs of chunks, the earlier one first; may change and return either
     * @throws InterruptedException if the merge was stopped
     */
    <T> T collect(Shape shape, Cut cut, Supplier<T> start, Step<T> step, BinaryOperator<T> join)
            throws InterruptedException;

    /** Adds one tile to a chunk's result. */
    @FunctionalInterface
    interface Step<T> {
        void add(T result, Tile tile, Workspace workspace);
    }
}
