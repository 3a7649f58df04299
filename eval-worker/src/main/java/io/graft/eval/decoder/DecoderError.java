package io.graft.eval.decoder;

import io.graft.core.ErrorCode;
import io.graft.core.Fault;
import io.graft.core.GraftException;
import org.jspecify.annotations.Nullable;

/** Why a model cannot be run, or not with what was asked of it. */
public enum DecoderError implements ErrorCode {
    ARCHITECTURE_UNSUPPORTED(Fault.UNSUPPORTED),
    ROPE_UNSUPPORTED(Fault.UNSUPPORTED),
    MODEL_FEATURE_UNSUPPORTED(Fault.UNSUPPORTED),
    MODEL_CONFIG_INVALID(Fault.INVALID),
    MODEL_TENSOR_MISSING(Fault.INVALID),
    MODEL_TENSOR_INVALID(Fault.INVALID),
    DEVICE_UNKNOWN(Fault.INVALID),
    DEVICE_MISSING(Fault.ENVIRONMENT),
    DEVICE_FAILED(Fault.ENVIRONMENT),
    ADAPTER_NOT_RUNNABLE(Fault.UNSUPPORTED),
    ADAPTER_NOT_ATTACHED(Fault.MISSING),
    TOKEN_UNKNOWN(Fault.INVALID),
    TEXT_TOO_LONG(Fault.INVALID);

    private final Fault fault;

    DecoderError(Fault fault) {
        this.fault = fault;
    }

    @Override
    public Fault fault() {
        return fault;
    }

    GraftException at(Object where, String message, String remedy) {
        return at(where, message, remedy, null);
    }

    /** The error, with what caused it. */
    public GraftException at(Object where, String message, String remedy, @Nullable Throwable cause) {
        return new GraftException(this, where.toString(), message, remedy, cause);
    }
}
