package io.graft.core.merge;

import io.graft.core.method.LinearForm;
import org.jspecify.annotations.Nullable;

/**
 * Computes sums of tensors and products of factors by other means than Graft's kernels, such as on a GPU. In float64; whoever calls
 * rounds, once. The order of additions within a product is the device's own, so the last bit of a result may be, too.
 */
public interface Device extends AutoCloseable {
    /** What a user calls it, such as {@code cuda:0}. */
    String name();

    /** Brings what all blocks of one tensor have in common to the device. */
    Loaded load(LinearForm form);

    @Override
    void close();

    /** A tensor's sum on the device. Several threads may compute blocks of it at once. */
    interface Loaded extends AutoCloseable {
        /**
         * Computes some whole rows.
         *
         * @param row the first of them
         * @param rows how many
         * @param width of a row
         * @param origin values of the form's origin in these rows, in at least {@code rows · width} places; null if it has none
         * @param wholes the same of each of its whole tensors
         * @param result into the front of which the values go
         */
        void compute(long row, int rows, int width, double @Nullable [] origin, double[][] wholes, double[] result);

        @Override
        void close();
    }
}
