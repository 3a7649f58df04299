package io.graft.core.matrix;

import java.util.List;

/**
 * A matrix of low rank, left · right, that is kept as its factors. The rank may be 0: then it is zero.
 *
 * @param left [rows, rank]
 * @param right [rank, columns]
 */
public record LowRankMatrix(Matrix left, Matrix right) {
    public LowRankMatrix {
        if (left.columns() != right.rows()) {
            throw new IllegalArgumentException("The factors must agree on the rank");
        }
    }

    public int rows() {
        return left.rows();
    }

    public int columns() {
        return right.columns();
    }

    /** The inner side, which the true rank may be below. */
    public int rank() {
        return left.columns();
    }

    public LowRankMatrix times(double factor) {
        return new LowRankMatrix(left.times(factor), right);
    }

    /** The sum of products, of the sum of all ranks: the factors beside each other. */
    public static LowRankMatrix sum(List<LowRankMatrix> products) {
        return new LowRankMatrix(
                Matrix.beside(products.stream().map(LowRankMatrix::left).toList()),
                Matrix.stacked(products.stream().map(LowRankMatrix::right).toList()));
    }

    /** The sum of the products of the elements of both: ⟨L₁R₁, L₂R₂⟩ = ⟨L₁ᵀL₂, R₁R₂ᵀ⟩, whose sides are the ranks. */
    public double inner(LowRankMatrix other) {
        Matrix lefts = left.transpose().multiply(other.left);
        Matrix rights = right.multiplyTransposed(other.right);
        double sum = 0;
        for (int i = 0; i < lefts.rows(); i++) {
            for (int j = 0; j < lefts.columns(); j++) {
                sum = Math.fma(lefts.at(i, j), rights.at(i, j), sum);
            }
        }
        return sum;
    }

    /** The root of the sum of squares. */
    public double norm() {
        return Math.sqrt(Math.max(0, inner(this)));
    }

    public Matrix product() {
        return left.multiply(right);
    }
}
