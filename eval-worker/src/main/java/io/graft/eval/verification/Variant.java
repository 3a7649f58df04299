package io.graft.eval.verification;

import io.graft.core.kernel.Uniform;
import io.graft.core.tensor.DType;

/** How a merge is made anew: as it should be, or wrong on purpose. */
sealed interface Variant {
    /** The type that tensors are kept in. */
    DType type(DType stored);

    /**
     * Changes some elements of a tensor.
     *
     * @param values exact ones at first
     * @param base those of the base
     * @param first which element of the tensor the first of them is
     * @param stored the type that the merge stores the tensor in
     */
    void change(String tensor, double[] values, double[] base, long first, int count, DType stored);

    /** As exact as float32 is. */
    record Exact() implements Variant {
        @Override
        public DType type(DType stored) {
            return DType.F32;
        }

        @Override
        public void change(String tensor, double[] values, double[] base, long first, int count, DType stored) {}
    }

    /** With noise as rounding makes it: evenly spread over one unit in the last place of the stored type. */
    record HalfUlp(long seed, int draw) implements Variant {
        @Override
        public DType type(DType stored) {
            return DType.F32;
        }

        @Override
        public void change(String tensor, double[] values, double[] base, long first, int count, DType stored) {
            Uniform uniform = new Uniform(seed + draw, tensor.hashCode());
            Spacing spacing = Spacing.of(stored);
            for (int i = 0; i < count; i++) {
                values[i] += (uniform.at(first + i) - 0.5) * spacing.at(values[i]);
            }
        }
    }

    /** With all that the adapters change by {@code factor} times as much, stored. */
    record Scaled(double factor) implements Variant {
        @Override
        public DType type(DType stored) {
            return stored;
        }

        @Override
        public void change(String tensor, double[] values, double[] base, long first, int count, DType stored) {
            for (int i = 0; i < count; i++) {
                values[i] = base[i] + factor * (values[i] - base[i]);
            }
        }
    }

    /** With one tensor left as the base has it, stored. */
    record Skipped(String skipped) implements Variant {
        @Override
        public DType type(DType stored) {
            return stored;
        }

        @Override
        public void change(String tensor, double[] values, double[] base, long first, int count, DType stored) {
            if (tensor.equals(skipped)) {
                System.arraycopy(base, 0, values, 0, count);
            }
        }
    }
}
