package io.graft.core.matrix;

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

    public Matrix product() {
        return left.multiply(right);
    }
}
