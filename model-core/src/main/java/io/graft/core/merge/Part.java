package io.graft.core.merge;

import io.graft.core.kernel.Operand;
import io.graft.core.recipe.Contribution;
import io.graft.core.tensor.DType;
import io.graft.core.tensor.Tensor;

/**
 * What one model brings to one tensor of the result: a stored tensor, and that tensor as its adapter changes it.
 *
 * @param dtype the type that the model holds it in, which a tensor out of an adapter need not have
 */
record Part(Contribution source, Tensor tensor, DType dtype, Operand operand) {}
