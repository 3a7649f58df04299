package io.graft.core.adapter;

import io.graft.core.tensor.Tensor;
import java.util.stream.Stream;

/**
 * LoKr: {@code W' = W + scale · (left ⊗ right)}, element after element in the order in which a matrix is stored.
 *
 * @param left [a, c]
 * @param right [b, d], or a stack of such matrices, each of which makes a product of its own
 * @param stack how many matrices {@code right} is
 * @see <a href="https://arxiv.org/abs/2212.10650">KronA</a>
 */
public record Kronecker(String target, Factor left, Factor right, int stack, double scale) implements Change {
    /** A factor, as it is stored. */
    public sealed interface Factor {
        int rows();

        int columns();

        /** The tensors that it is made of. */
        Stream<Tensor> content();

        /** A matrix. */
        record Whole(Tensor matrix) implements Factor {
            @Override
            public int rows() {
                return Math.toIntExact(matrix.shape().dim(0));
            }

            @Override
            public int columns() {
                return Math.toIntExact(matrix.shape().dim(1));
            }

            @Override
            public Stream<Tensor> content() {
                return Stream.of(matrix);
            }
        }

        /** A low-rank product. */
        record Product(Hadamard.Product product) implements Factor {
            @Override
            public int rows() {
                return Math.toIntExact(product.rows());
            }

            @Override
            public int columns() {
                return Math.toIntExact(product.columns());
            }

            @Override
            public Stream<Tensor> content() {
                return product.content();
            }
        }
    }

    @Override
    public Kronecker of(String other) {
        return new Kronecker(other, left, right, stack, scale);
    }
}
