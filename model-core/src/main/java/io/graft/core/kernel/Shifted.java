package io.graft.core.kernel;

import java.util.Optional;

/**
 * A tensor that is another one plus something that can be computed without it, such as a base with a LoRA. Sums of several of
 * them read what they have in common once, and lose nothing to cancellation.
 */
public interface Shifted extends Operand {
    /** What the shift is added to. */
    Operand origin();

    /** {@code sum[i] = fma(weight, shift[i], sum[i])} for the elements of a tile. */
    void addShift(Tile tile, double weight, double[] sum, Workspace workspace);

    /** The shift as a product of two factors, if it is nothing but that. */
    default Optional<ScaledProduct> product() {
        return Optional.empty();
    }

    @Override
    default void read(Tile tile, double[] into, Workspace workspace) {
        origin().read(tile, into, workspace);
        addShift(tile, 1, into, workspace);
    }
}
