package io.graft.core.adapter;

import io.graft.core.tensor.Tensor;

/**
 * OFT: {@code W' = W · Rᵀ}, or {@code W · R} for embeddings, where R is block-diagonal and each block is made of a skew-symmetric
 * matrix Q.
 *
 * @param vectors for each block the elements of Q above its diagonal, row by row; one row for all blocks if they are shared
 * @param block rows of a block
 * @param inputs columns of the target, a multiple of {@code block}
 * @param forward whether it is {@code W · R}
 * @see <a href="https://arxiv.org/abs/2306.07280">OFT</a>
 */
public record Rotation(String target, Tensor vectors, int block, int inputs, boolean forward, Settings settings)
        implements Change {
    /**
     * How blocks are made of Q.
     *
     * @param terms of the Neumann series that stands for the inverse in the Cayley transform {@code (I - Q)(I + Q)⁻¹}, see
     *     {@code io.graft.core.delta}; 0 for the transform itself
     * @param bound what the norm of all Q together may be; infinite without one
     */
    public record Settings(int terms, double bound) {}

    @Override
    public Rotation of(String other) {
        return new Rotation(other, vectors, block, inputs, forward, settings);
    }
}
