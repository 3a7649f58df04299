package io.graft.core.quantization;

import io.graft.core.tensor.Tensor;

/** A list of float32 numbers: scales, or what codes stand for. */
@FunctionalInterface
interface Numbers {
    float at(long index);

    /** A copy of the elements of a floating-point tensor. */
    static Numbers of(Tensor tensor) {
        double[] values = tensor.values();
        float[] numbers = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            numbers[i] = (float) values[i];
        }
        return index -> numbers[(int) index];
    }
}
