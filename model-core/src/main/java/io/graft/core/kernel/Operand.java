package io.graft.core.kernel;

import io.graft.core.tensor.DType;
import io.graft.core.tensor.Shape;
import io.graft.core.tensor.Tensor;
import java.util.List;

/**
 * One model's tensor as a merge reads it: tile by tile, in doubles, whether it is stored or made on the way, as an adapter's is.
 * Many threads read it once it is prepared.
 */
public interface Operand {
    DType dtype();

    Shape shape();

    /** The tiles that it can be read in; finer cuts are no use to it. */
    Cut cut();

    /** The stored tensors that it is made of, in an order that depends on nothing else: two operands of one content are equal. */
    List<Tensor> content();

    /** Looks at whatever all tiles depend on. */
    default void prepare(Survey survey) throws InterruptedException {}

    /** Reads a tile, row by row without gaps; exact where the tensor is stored. */
    void read(Tile tile, double[] into, Workspace workspace);

    /** What was prepared can go. */
    default void release() {}
}
