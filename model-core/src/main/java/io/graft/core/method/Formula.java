package io.graft.core.method;

import io.graft.core.kernel.Cut;
import io.graft.core.kernel.Operand;
import io.graft.core.kernel.Survey;
import io.graft.core.kernel.Tile;
import io.graft.core.kernel.Workspace;
import io.graft.core.tensor.DType;
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
     * Moves values that lie in the middle between two numbers of the result's type, but for the errors of float64, to the side on
     * which the exact result lies. Formulas that do not say so leave it to float64.
     */
    default void settle(DType dtype, Tile tile, double[] values, Workspace workspace) {}

    /** What was prepared can go. */
    default void release() {}
}
