package io.graft.core.method;

import io.graft.core.kernel.Cut;
import io.graft.core.kernel.Operand;
import io.graft.core.kernel.Survey;
import io.graft.core.kernel.Tile;
import io.graft.core.kernel.Workspace;
import io.graft.core.tensor.DType;
import java.lang.foreign.MemorySegment;
import java.util.Optional;

/** What one tensor of the result is: a function of the operands that it was made for. Many threads compute it once it is prepared. */
public interface Formula {
    /** The tiles that it can be computed in. */
    Cut cut();

    /** The operand that this formula is, if it is nothing but that: such a tensor is copied. */
    default Optional<Operand> copied() {
        return Optional.empty();
    }

    /** Looks at whatever all tiles depend on, such as norms and thresholds. */
    default void prepare(Survey survey) throws InterruptedException {}

    /** Computes a tile in float64, row by row without gaps; whoever calls rounds it, once. */
    void compute(Tile tile, double[] result, Workspace workspace);

    /**
     * Computes a tile, rounds it once and writes it to its place in memory that begins with element {@code start} of the tensor.
     *
     * @return whether all that was written is finite
     */
    default boolean write(Tile tile, DType dtype, MemorySegment to, long start, Workspace workspace) {
        int mark = workspace.mark();
        double[] values = workspace.take(tile.count());
        compute(tile, values, workspace);
        boolean finite = tile.write(dtype, values, to, start, workspace.kernels());
        workspace.reset(mark);
        return finite;
    }

    /** The same as a sum that can be computed by other means; empty where it is none. */
    default Optional<LinearForm> linear() {
        return Optional.empty();
    }

    /** What was prepared can go. */
    default void release() {}
}
