package io.graft.core.forgetting;

import io.graft.core.ErrorCode;
import io.graft.core.Fault;
import io.graft.core.GraftException;

/** Why models cannot be compared. */
public enum ForgettingError implements ErrorCode {
    ARMS_UNKNOWN(Fault.INVALID, "Name each arm once, and the candidate among them."),
    ARMS_IDENTICAL(
            Fault.CONFLICT, "Check that the adapter was applied: its scaling, its target modules, and the model path."),
    ARMS_ASKED_DIFFERENTLY(Fault.CONFLICT, "Run the same suite with the same tokenizer and settings on both models."),
    ANCESTORS_NOT_MEASURED(
            Fault.MISSING,
            "Run the suite on them with the same settings, and ask for the report again: it runs nothing twice."),
    ARMS_SCORES_UNUSABLE(Fault.INVALID, "Run the evaluation again; its samples file names the documents.");

    private final Fault fault;
    private final String remedy;

    ForgettingError(Fault fault, String remedy) {
        this.fault = fault;
        this.remedy = remedy;
    }

    @Override
    public Fault fault() {
        return fault;
    }

    String remedy() {
        return remedy;
    }

    GraftException at(String where, String message) {
        return new GraftException(this, where, message, remedy);
    }
}
