package io.graft.core.adapter;

import io.graft.core.tensor.Tensor;

/**
 * DoRA: {@code V = W + ΔW}, and {@code W' = m · V / ‖V‖}, where the norm is that of all weights of one output. Of an embedding,
 * an output is a column.
 *
 * @param direction the ΔW
 * @param magnitude m, one for each output: each row of the target, or each column if it is stored transposed
 * @see <a href="https://arxiv.org/abs/2402.09353">DoRA</a>
 */
public record WeightDecomposed(LowRank direction, Tensor magnitude) implements Change {
    @Override
    public String target() {
        return direction.target();
    }

    @Override
    public WeightDecomposed of(String other) {
        return new WeightDecomposed(direction.of(other), magnitude);
    }
}
