package io.graft.registry.evaluation;

import io.graft.core.job.Outcome;

/** Why something failed. */
record Failure(String code, String where, String message, String remedy) {
    static Failure of(Outcome.Failed failed) {
        return new Failure(failed.code(), failed.where(), failed.message(), failed.remedy());
    }
}
