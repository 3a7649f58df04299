package io.graft.core.quantization;

import io.graft.core.tensor.DType;
import io.graft.core.tensor.Shape;

/** A weight that is stored as small codes and scales. */
sealed interface Packed permits FourBit, EightBit, ScaledFloat8 {
    /** The shape that the weight has for the model. */
    Shape shape();

    /** The type that the weight is unpacked to. */
    DType dtype();

    /**
     * Computes elements in float32, as the library does that packed them; they are rounded to {@link #dtype} afterwards.
     *
     * @param first the element that goes to the front of {@code into}
     */
    void unpack(long first, double[] into, int count);
}
