package io.graft.core.conversion;

import io.graft.core.ErrorCode;
import io.graft.core.Fault;
import io.graft.core.GraftException;
import org.jspecify.annotations.Nullable;

/** Why a model cannot be converted, with what to do about it. */
public enum ConversionError implements ErrorCode {
    FAMILY_NOT_CONVERTIBLE(
            Fault.UNSUPPORTED, "Convert a model of one of the families llama, mistral, qwen2 and qwen3."),
    ROPE_NOT_CONVERTIBLE(
            Fault.UNSUPPORTED,
            "Convert a model whose positions are scaled not at all, linearly, by YaRN or as Llama 3."),
    TENSOR_NOT_CONVERTIBLE(
            Fault.UNSUPPORTED, "Convert a plain model; merge adapters, and leave out what belongs to images or sound."),
    VALUE_NOT_STORABLE(Fault.UNSUPPORTED, "Use BF16, or look at the model: no healthy model has such weights."),
    HYPERPARAMETER_MISSING(Fault.INVALID, "Take the file again from where the model came from."),
    CONVERSION_OUTPUT_EXISTS(Fault.CONFLICT, "Name another place, or remove what is there."),
    CONVERSION_OUTPUT_UNWRITABLE(Fault.ENVIRONMENT, "Check the disk, then run the same again.");

    private final Fault fault;
    private final String remedy;

    ConversionError(Fault fault, String remedy) {
        this.fault = fault;
        this.remedy = remedy;
    }

    @Override
    public Fault fault() {
        return fault;
    }

    GraftException at(Object where, String message) {
        return at(where, message, null);
    }

    GraftException at(Object where, String message, @Nullable Throwable cause) {
        return new GraftException(this, where.toString(), message, remedy, cause);
    }
}
