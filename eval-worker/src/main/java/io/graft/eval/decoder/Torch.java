package io.graft.eval.decoder;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import org.jspecify.annotations.Nullable;

/**
 * The engine's operations that arrays do not offer themselves. A result belongs to the manager of the first operand, so that one
 * is never a weight.
 */
final class Torch {
    private Torch() {}

    /** {@code x · weightᵀ + bias}. */
    static NDArray linear(NDArray x, NDArray weight, @Nullable NDArray bias) {
        return JniUtils.linear((PtNDArray) x, (PtNDArray) weight, (PtNDArray) bias);
    }

    /** The rows of a table that the ids name. */
    static NDArray rows(NDArray ids, NDArray table) {
        return JniUtils.embedding((PtNDArray) ids, (PtNDArray) table, false);
    }

    static NDArray layerNorm(NDArray x, NDArray weight, NDArray bias, double epsilon) {
        return JniUtils.layerNorm(
                (PtNDArray) x, new Shape(weight.size()), (PtNDArray) weight, (PtNDArray) bias, epsilon);
    }

    static NDArray sigmoid(NDArray x) {
        return JniUtils.sigmoid((PtNDArray) x);
    }

    static NDArray gelu(NDArray x) {
        return JniUtils.gelu((PtNDArray) x);
    }

    static NDArray relu(NDArray x) {
        return JniUtils.relu((PtNDArray) x);
    }

    static NDArray tanh(NDArray x) {
        return JniUtils.tanh((PtNDArray) x);
    }

    /** The mean of the squares along the last dimension, which becomes 1. */
    static NDArray meanSquare(NDArray x) {
        try (PtNDArray squares = JniUtils.square((PtNDArray) x)) {
            return JniUtils.mean(squares, -1, true);
        }
    }

    static NDArray softmax(NDArray x) {
        return JniUtils.softmax((PtNDArray) x, -1, DataType.FLOAT32);
    }

    static NDArray logSoftmax(NDArray x) {
        return JniUtils.logSoftmax((PtNDArray) x, -1, DataType.FLOAT32);
    }

    static NDArray likeliest(NDArray x) {
        return JniUtils.argMax((PtNDArray) x, -1, false);
    }

    /** From each row the element at the index that is in the same row. */
    static NDArray gather(NDArray x, NDArray indices) {
        return JniUtils.gather((PtNDArray) x, (PtNDArray) indices, -1);
    }

    /** A view of a part, along one dimension. */
    static NDArray part(NDArray x, int dimension, long from, long to, NDManager owner) {
        NDArray part = JniUtils.slice((PtNDArray) x, dimension, from, to, 1);
        part.attach(owner);
        return part;
    }

    /** Writes into {@code [:, from:to, :]} of an array of three dimensions. */
    static void write(NDArray into, long from, long to, NDArray values) {
        Shape shape = into.getShape();
        JniUtils.indexSet(
                (PtNDArray) into,
                (PtNDArray) values,
                new long[] {0, from, 0},
                new long[] {shape.get(0), to, shape.get(2)},
                new long[] {1, 1, 1});
    }

    static NDArray joined(NDArray one, NDArray other) {
        return JniUtils.cat(new PtNDArray[] {(PtNDArray) one, (PtNDArray) other}, -1);
    }
}
