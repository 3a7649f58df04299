package io.graft.core.delta;

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

    /** The delta as a product of two factors, if it is nothing but that. */
    default Optional<ScaledProduct> product() {
        return Optional.empty();
    }

    default void release() {}
}
