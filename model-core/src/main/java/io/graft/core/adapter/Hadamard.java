package io.graft.core.adapter;

import io.graft.core.tensor.Tensor;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * LoHa: {@code W' = W + scale · (first ⊙ second)}, the product of two low-rank matrices element by element. Kernels of
 * convolutions count as matrices [out, in · k].
 *
 * @see <a href="https://arxiv.org/abs/2108.06098">FedPara</a>
 */
public record Hadamard(String target, Product first, Product second, double scale) implements Change {
    /**
     * A low-rank matrix. Without a core it is {@code a · b}, with {@code a} [out, rank] and {@code b} [rank, in · k]. With one it
     * is {@code M[p, q, x] = Σ core[i, j, x] · a[i, p] · b[j, q]}, with {@code core} [rank, rank, k], {@code a} [rank, out] and
     * {@code b} [rank, in].
     */
    public record Product(Tensor a, Tensor b, @Nullable Tensor core) {
        /** The tensors that it is made of. */
        public Stream<Tensor> content() {
            return Stream.concat(Stream.of(a, b), Stream.ofNullable(core));
        }

        public long rank() {
            return core == null ? a.shape().dim(1) : core.shape().dim(0);
        }

        public long rows() {
            return core == null ? a.shape().dim(0) : a.shape().dim(1);
        }

        public long columns() {
            long columns = b.shape().dim(1);
            return core == null
                    ? columns
                    : Math.multiplyExact(columns, core.shape().dim(2));
        }
    }

    @Override
    public Hadamard of(String other) {
        return new Hadamard(other, first, second, scale);
    }
}
