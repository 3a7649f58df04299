package io.graft.core.adapter;

import io.graft.core.ErrorCode;
import io.graft.core.Fault;
import io.graft.core.GraftException;
import org.jspecify.annotations.Nullable;

/** What can be wrong with an adapter, alone or on a base. */
public enum AdapterError implements ErrorCode {
    ADAPTER_NOT_FOUND(Fault.MISSING),
    ADAPTER_CONFIG_INVALID(Fault.INVALID),
    ADAPTER_PICKLED(Fault.INVALID),
    ADAPTER_EMPTY(Fault.INVALID),
    ADAPTER_KIND_UNSUPPORTED(Fault.UNSUPPORTED),
    ADAPTER_FEATURE_UNSUPPORTED(Fault.UNSUPPORTED),
    ADAPTER_BASE_MUTATED(Fault.UNSUPPORTED),
    ADAPTER_TENSOR_UNUSED(Fault.INVALID),
    ADAPTER_TENSOR_UNPAIRED(Fault.INVALID),
    ADAPTER_TENSOR_INVALID(Fault.INVALID),
    ADAPTER_RANK_MISMATCH(Fault.INVALID),
    ADAPTER_PACKING_UNKNOWN(Fault.INVALID),
    ADAPTER_PATTERN_INVALID(Fault.INVALID),
    ADAPTER_TARGET_MISSING(Fault.INVALID),
    ADAPTER_TARGET_AMBIGUOUS(Fault.INVALID),
    ADAPTER_TARGET_TIED(Fault.UNSUPPORTED),
    ADAPTER_SHAPE_MISMATCH(Fault.INVALID);

    private final Fault fault;

    AdapterError(Fault fault) {
        this.fault = fault;
    }

    @Override
    public Fault fault() {
        return fault;
    }

    GraftException at(Object where, String message, String remedy) {
        return at(where, message, remedy, null);
    }

    GraftException at(Object where, String message, String remedy, @Nullable Throwable cause) {
        return new GraftException(this, where.toString(), message, remedy, cause);
    }
}
