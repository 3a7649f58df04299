package io.graft.core.merge;

import io.graft.core.kernel.Operand;
import io.graft.core.recipe.Contribution;
import io.graft.core.tensor.Tensor;

/** What one model brings to one tensor of the result: its stored tensor, and that tensor as its adapter changes it. */
record Part(Contribution source, Tensor tensor, Operand operand) {
    static Part of(Contribution source, MergeModel model, String name) {
        return new Part(source, model.tensor(name), model.operand(name));
    }
}
