package io.graft.core.verification;

import io.graft.core.preflight.Finding;
import io.graft.core.preflight.Severity;

/** What can be found wrong with a merged model's files. */
enum WeightFault {
    WEIGHT_MISSING(Severity.ERROR, "Merge again; a part of the files may not have been written."),
    WEIGHT_UNEXPECTED(Severity.ERROR, "Check that this model was made by this recipe."),
    WEIGHT_SHAPE_DIFFERS(Severity.ERROR, "Check the recipe's dtype, and that this model was made by it."),
    WEIGHT_NOT_COPIED(Severity.ERROR, "Check that the merge started from this base."),
    WEIGHT_DIFFERS(Severity.ERROR, "Check the adapter's scaling and modules, and merge again."),
    WEIGHT_DISPUTED(
            Severity.ERROR, "Report it with recipe and adapter: one of Graft's two ways to compute it is wrong."),
    TOKENIZER_DIFFERS(Severity.ERROR, "Take the tokenizer that the recipe says, usually the base's."),
    CONFIG_DIFFERS(Severity.ERROR, "Take the config that the recipe makes, usually the base's."),
    FILE_DIFFERS(Severity.WARNING, "Compare the file with the base's."),
    CHANGE_SWAMPED(Severity.WARNING, "Store the merge as float16 or float32, or keep the adapter apart.");

    private final Severity severity;
    private final String remedy;

    WeightFault(Severity severity, String remedy) {
        this.severity = severity;
        this.remedy = remedy;
    }

    Finding at(String where, String message) {
        return new Finding(name(), severity, where, message, remedy);
    }
}
