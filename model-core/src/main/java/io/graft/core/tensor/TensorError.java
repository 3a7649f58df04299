package io.graft.core.tensor;

import io.graft.core.ErrorCode;
import io.graft.core.Fault;

/** What can be wrong with a tensor. */
public enum TensorError implements ErrorCode {
    DTYPE_UNKNOWN,
    DTYPE_NOT_FLOAT,
    SHAPE_NEGATIVE,
    SHAPE_TOO_LARGE,
    TENSOR_SIZE_MISMATCH;

    @Override
    public Fault fault() {
        return Fault.INVALID;
    }
}
