package io.graft.core.adapter;

import io.graft.core.tensor.Tensor;

/**
 * {@code W' = W + scale · values}, as for the biases of LoRA's own layers.
 *
 * @param values of the target's shape
 */
public record Shift(String target, Tensor values, double scale) implements Change {
    @Override
    public Shift of(String other) {
        return new Shift(other, values, scale);
    }
}
