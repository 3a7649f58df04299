package io.graft.eval.verification;

import io.graft.core.ErrorCode;
import io.graft.core.Fault;
import io.graft.core.GraftException;
import io.graft.core.preflight.Finding;
import io.graft.core.preflight.Severity;
import org.jspecify.annotations.Nullable;

/** What keeps a merge from being verified, and what a verification finds, each with what to do about it. */
public enum VerificationError implements ErrorCode {
    VERIFICATION_TOKENIZER_MISSING(Fault.INVALID, "Add the model's tokenizer.json."),
    VERIFICATION_TOKENIZER_UNREADABLE(Fault.INVALID, "Take tokenizer.json again from where the model came from."),
    VERIFICATION_FAILED(Fault.ENVIRONMENT, "Check the space for temporary files, then verify again."),
    TOKENIZER_DIFFERS(Fault.INVALID, "Put the tokenizer of the base into the merged model's folder, or merge again."),
    TOKENIZER_FILE_DIFFERS(
            Fault.INVALID, "Compare the two files; texts beyond those used here may be read differently."),
    VOCABULARY_DIFFERS(Fault.INVALID, "Merge again, and do not use this model."),
    NO_DYNAMIC_TWIN(Fault.UNSUPPORTED, "Nothing: its weights are recomputed from the recipe instead."),
    LOGITS_DIFFER(Fault.INVALID, "Do not use this model; merge again with graft merge, and verify again."),
    CLEAR_ANSWERS_DIFFER(Fault.INVALID, "Do not use this model; merge again with graft merge, and verify again."),
    CHANGE_LOST(
            Fault.INVALID,
            "Store the merge in a finer type: dtype: float32 in the recipe, or float16 where values allow."),
    ADAPTERS_WITHOUT_EFFECT(
            Fault.INVALID, "Check that these are the trained adapters and that their weights are not 0."),
    REFERENCE_DISAGREES(
            Fault.INVALID, "Report it: two ways of computing one merge disagree, so neither can be trusted."),
    DETECTION_INSUFFICIENT(
            Fault.INVALID,
            "Rely on the weights' check for faults as small as this, or store the merge in a finer type and verify again."),
    TEXT_SHORT(Fault.INVALID, "Give more text with --text: several thousand tokens of the adapters' own task.");

    private final Fault fault;
    private final String remedy;

    VerificationError(Fault fault, String remedy) {
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

    Finding finding(Severity severity, Object where, String message) {
        return new Finding(name(), severity, where.toString(), message, remedy);
    }
}
