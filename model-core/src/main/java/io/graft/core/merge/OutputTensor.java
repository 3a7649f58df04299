package io.graft.core.merge;

import io.graft.core.kernel.Survey;
import io.graft.core.kernel.Workspace;
import io.graft.core.tensor.DType;
import io.graft.core.tensor.Shape;
import java.lang.foreign.MemorySegment;

/** One tensor of the result, and how any block of it comes about. Blocks are computed in any order, by several threads. */
interface OutputTensor {
    String name();

    DType dtype();

    Shape shape();

    /** Blocks begin at multiples of this many elements and hold a multiple of it, but for the last; such as a few whole rows. */
    long granule();

    /** Looks at whatever all blocks depend on, before any of them is computed. */
    default void prepare(Survey survey) throws InterruptedException {}

    /**
     * Computes elements {@code first} to {@code first + count} into the front of {@code into}.
     *
     * @return whether all of them are finite
     */
    boolean compute(long first, int count, MemorySegment into, Workspace workspace);

    /** The last block is done: what was prepared for this tensor alone can go. */
    default void release() {}

    default long bytes() {
        return shape().elements() * dtype().bytes();
    }
}
