package io.graft.core.merge;

import io.graft.core.kernel.Operand;
import io.graft.core.recipe.Contribution;
import io.graft.core.tensor.DType;
import io.graft.core.tensor.Tensor;

/**
 * What one model brings to one tensor of the result: a stored tensor, and that tensor as its adapter changes it and as the tokens
 * of the result want it.
 *
 * @param dtype the type that the model holds it in, which a tensor out of an adapter need not have
 * @param adapted whether an adapter changes it
 */
record Part(Contribution source, Tensor tensor, DType dtype, Operand operand, boolean adapted) {
    static Part of(Contribution source, Region region, String name) {
        return new Part(
                source,
                region.model().start(name),
                region.model().dtype(name),
                region.tokens().operand(source.model(), name),
                region.model().adapts(name));
    }
}
