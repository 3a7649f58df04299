package io.graft.core.quantization;

import io.graft.core.ErrorCode;
import io.graft.core.Fault;
import io.graft.core.GraftException;
import org.jspecify.annotations.Nullable;

/** What can be wrong with quantised weights. */
public enum QuantizationError implements ErrorCode {
    QUANTIZATION_INVALID(Fault.INVALID, "Save the model again with the library that quantised it."),
    QUANTIZATION_NO_SPACE(
            Fault.ENVIRONMENT,
            "Free some space in the temporary folder, or name another with -Djava.io.tmpdir=FOLDER."),
    QUANTIZATION_NOT_COMPARABLE(Fault.INVALID, "Name the model that was quantised, and what became of it.");

    private final Fault fault;
    private final String remedy;

    QuantizationError(Fault fault, String remedy) {
        this.fault = fault;
        this.remedy = remedy;
    }

    @Override
    public Fault fault() {
        return fault;
    }

    GraftException at(String where, String message) {
        return at(where, message, null);
    }

    GraftException at(String where, String message, @Nullable Throwable cause) {
        return new GraftException(this, where, message, remedy, cause);
    }
}
