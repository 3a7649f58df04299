package io.graft.core.interference;

import io.graft.core.matrix.LowRankMatrix;
import io.graft.core.matrix.Matrix;
import io.graft.core.tensor.Tensor;
import java.util.Arrays;

/** What training changed of one tensor, as a matrix. */
sealed interface Difference {
    int rows();

    int columns();

    /** Writes a row of it; {@code into} is as long as the matrix is wide. */
    void row(int index, double[] into);

    /** The Frobenius norm. */
    double norm();

    /** The change of an adapter: a product that is never multiplied out as a whole. */
    record Factors(LowRankMatrix product) implements Difference {
        @Override
        public int rows() {
            return product.rows();
        }

        @Override
        public int columns() {
            return product.columns();
        }

        @Override
        public void row(int index, double[] into) {
            Matrix row = product.left().rows(index, index + 1).multiply(product.right());
            System.arraycopy(row.toArray(), 0, into, 0, into.length);
        }

        @Override
        public double norm() {
            return product.norm();
        }
    }

    /** The change of a full fine-tune, read as it is needed. */
    record Full(Tensor before, Tensor after) implements Difference {
        @Override
        public int rows() {
            return Math.toIntExact(after.elements() / columns());
        }

        @Override
        public int columns() {
            return Math.toIntExact(
                    after.shape().rank() == 0
                            ? 1
                            : after.shape().dim(after.shape().rank() - 1));
        }

        @Override
        public void row(int index, double[] into) {
            double[] old = new double[into.length];
            before.read((long) index * columns(), old, old.length);
            after.read((long) index * columns(), into, into.length);
            for (int i = 0; i < into.length; i++) {
                into[i] -= old[i];
            }
        }

        @Override
        public double norm() {
            double[] row = new double[columns()];
            double sum = 0;
            for (int i = 0; i < rows(); i++) {
                row(i, row);
                sum += Arrays.stream(row).map(value -> value * value).sum();
            }
            return Math.sqrt(sum);
        }
    }
}
