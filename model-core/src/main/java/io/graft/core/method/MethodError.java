package io.graft.core.method;

import io.graft.core.ErrorCode;
import io.graft.core.Fault;
import io.graft.core.GraftException;

/** What can go wrong in a method. */
public enum MethodError implements ErrorCode {
    MERGE_WEIGHTS_CANCEL(Fault.INVALID, "Choose weights with another sum, or set normalize: false."),
    MERGE_PROBABILITY_OUT_OF_RANGE(
            Fault.INVALID, "Choose a smaller epsilon, or a density that is more than epsilon away from 0 and from 1."),
    MERGE_NOT_LOW_RANK(
            Fault.UNSUPPORTED,
            "Use task_arithmetic or ties for models that are not a base with a LoRA, or leave them out."),
    MERGE_UNDEFINED(Fault.UNSUPPORTED, "Use another method for this tensor, or leave it out with a filter.");

    private final Fault fault;
    private final String remedy;

    MethodError(Fault fault, String remedy) {
        this.fault = fault;
        this.remedy = remedy;
    }

    @Override
    public Fault fault() {
        return fault;
    }

    GraftException at(String tensor, String message) {
        return new GraftException(this, tensor, message, remedy);
    }
}
