package io.graft.core.adapter;

import io.graft.core.tensor.DType;
import io.graft.core.tensor.Tensor;

/**
 * {@code W'} is another tensor altogether. The base may lack the target, or have it in another shape.
 *
 * @param tensor what the target becomes
 * @param dtype the type that the model holds the target in
 * @param trained whether the adapter was trained on it; otherwise it is what the adapter's other changes start from
 */
public record Replacement(String target, Tensor tensor, DType dtype, boolean trained) implements Change {
    @Override
    public Replacement of(String other) {
        return new Replacement(other, tensor, dtype, trained);
    }
}
