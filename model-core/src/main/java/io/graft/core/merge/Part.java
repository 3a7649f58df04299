package io.graft.core.merge;

import io.graft.core.kernel.Operand;
import io.graft.core.kernel.StoredOperand;
import io.graft.core.recipe.Contribution;
import io.graft.core.tensor.Tensor;

/**
 * What one model brings to one tensor of the result: its stored tensor, and that tensor as its adapter changes it and as the tokens
 * of the result want it.
 *
 * @param adapted whether an adapter changes it
 */
record Part(Contribution source, Tensor tensor, Operand operand, boolean adapted) {
    static Part of(Contribution source, Region region, String name) {
        return new Part(
                source,
                region.model().tensor(name),
                region.tokens().operand(source.model(), name),
                !(region.model().operand(name) instanceof StoredOperand));
    }
}
