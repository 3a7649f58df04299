package io.graft.eval.decoder;

import io.graft.core.tensor.Tensor;

/**
 * Where a model's weights come from: {@code checkpoint::tensor}, or a view of it that changes some. Each tensor is asked for once,
 * when the model is opened. Data in native memory of type F32 is used where it lies, so it must stay there as long as the model is
 * open; all else is
 * copied, by several threads.
 */
@FunctionalInterface
public interface Weights {
    /** The tensor of this name, in the shape in which the checkpoint holds it. */
    Tensor tensor(String name);
}
