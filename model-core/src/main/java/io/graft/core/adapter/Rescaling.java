package io.graft.core.adapter;

import io.graft.core.tensor.Tensor;

/**
 * IA³: each weight is multiplied by a learned factor of its output or its input.
 *
 * @param factors as many as the target has along {@code dimension}
 * @param dimension of the target that the factors belong to
 * @see <a href="https://arxiv.org/abs/2205.05638">IA³</a>
 */
public record Rescaling(String target, Tensor factors, int dimension) implements Change {
    @Override
    public Rescaling of(String other) {
        return new Rescaling(other, factors, dimension);
    }
}
