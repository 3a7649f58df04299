package io.graft.core.extraction;

import io.graft.core.ErrorCode;
import io.graft.core.Fault;
import io.graft.core.GraftException;

/** Why no adapter can be made. */
public enum ExtractionError implements ErrorCode {
    ADAPTER_NOT_COMBINABLE(Fault.UNSUPPORTED),
    TRUNCATION_INVALID(Fault.INVALID),
    NOTHING_TO_EXTRACT(Fault.INVALID),
    ADAPTER_OUTPUT_UNWRITABLE(Fault.ENVIRONMENT),
    ADAPTER_OUTPUT_EXISTS(Fault.CONFLICT);

    private final Fault fault;

    ExtractionError(Fault fault) {
        this.fault = fault;
    }

    @Override
    public Fault fault() {
        return fault;
    }

    GraftException at(String where, String message, String remedy) {
        return new GraftException(this, where, message, remedy);
    }
}
