package io.graft.core.delta;

import io.graft.core.kernel.BoundedSum;
import io.graft.core.kernel.Cut;
import io.graft.core.kernel.ScaledProduct;
import io.graft.core.kernel.Tile;
import io.graft.core.kernel.Workspace;
import io.graft.core.tensor.Tensor;
import java.util.List;
import java.util.Optional;

/** What is added to a tensor. Many threads use it once it is prepared. */
interface Delta {
    /** The tiles that it is fastest in; it can be added to any. */
    Cut cut();

    default void prepare() {}

    /** The stored tensors that it is made of, in a fixed order. */
    List<Tensor> content();

    /** {@code sum[i] = fma(weight, delta[i], sum[i])} for the elements of a tile. */
    void add(double[] sum, Tile tile, double weight, Workspace workspace);

    /** Adds {@code weight · delta} to a tile's sum in float32; says no if it cannot be. */
    default boolean add(BoundedSum sum, double weight) {
        return false;
    }

    /** The delta as a product of two factors, if it is nothing but that. */
    default Optional<ScaledProduct> product() {
        return Optional.empty();
    }

    default void release() {}
}
