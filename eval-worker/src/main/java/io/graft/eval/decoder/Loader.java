package io.graft.eval.decoder;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.SparseFormat;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.jni.JniUtils;
import io.graft.core.tensor.DType;
import io.graft.core.tensor.Shape;
import io.graft.core.tensor.Tensor;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.HashSet;
import java.util.Set;

/** Turns tensors into arrays of float32: in place where they are that already, widened one by one where not. */
final class Loader implements AutoCloseable {
    private final NDManager manager;
    private final Arena arena = Arena.ofShared();
    private final Set<MemorySegment.Scope> borrowed = new HashSet<>();

    Loader(NDManager manager) {
        this.manager = manager;
    }

    NDManager manager() {
        return manager;
    }

    /** The tensor as an array, which must have this shape. */
    NDArray load(Tensor tensor, Shape shape) {
        requireFit(tensor, shape);
        if (manager.getDevice().isGpu()) {
            return copyToDevice(tensor);
        }
        if (tensor.dtype() == DType.F32 && tensor.data().isNative()) {
            borrowed.add(tensor.data().scope());
            return array(tensor.data(), tensor.shape(), manager.getDevice());
        }
        return array(Widening.of(tensor, arena, 0), tensor.shape(), manager.getDevice());
    }

    /** The tensor with a number added to each element. */
    NDArray loadPlus(Tensor tensor, float addend, Shape shape) {
        requireFit(tensor, shape);
        return array(Widening.of(tensor, arena, addend), tensor.shape(), manager.getDevice());
    }

    private NDArray copyToDevice(Tensor tensor) {
        try (Arena passing = Arena.ofShared()) {
            return array(Widening.of(tensor, passing, 0), tensor.shape(), manager.getDevice());
        }
    }

    /** The buffer shows only where the data begins: buffers end at 2 GiB, and the shape says how far to read. */
    private NDArray array(MemorySegment data, Shape shape, Device device) {
        long[] dims = new long[shape.rank()];
        for (int i = 0; i < dims.length; i++) {
            dims[i] = shape.dim(i);
        }
        return JniUtils.createNdFromByteBuffer(
                (PtNDManager) manager,
                data.asSlice(0, Math.min(64, data.byteSize())).asByteBuffer(),
                new ai.djl.ndarray.types.Shape(dims),
                DataType.FLOAT32,
                SparseFormat.DENSE,
                device);
    }

    private static void requireFit(Tensor tensor, Shape shape) {
        if (!tensor.shape().equals(shape) || !tensor.dtype().isFloat()) {
            throw DecoderError.MODEL_TENSOR_INVALID.at(
                    tensor.name(),
                    "%s is %s %s, but by the config it is to be floating-point numbers %s"
                            .formatted(tensor.name(), tensor.dtype(), tensor.shape(), shape),
                    "Take the config and the weights from the same model.");
        }
    }

    /** Reading unmapped memory would end the process. */
    void requireMapped() {
        if (!borrowed.stream().allMatch(MemorySegment.Scope::isAlive)) {
            throw new IllegalStateException("The weights were closed before the model that runs on them");
        }
    }

    @Override
    public void close() {
        manager.close();
        arena.close();
    }
}
