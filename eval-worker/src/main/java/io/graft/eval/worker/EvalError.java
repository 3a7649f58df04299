package io.graft.eval.worker;

import io.graft.core.ErrorCode;
import io.graft.core.Fault;
import io.graft.core.GraftException;

/** What can go wrong with an eval-worker's jobs, besides what is wrong with models and suites. */
enum EvalError implements ErrorCode {
    /** The merged model is not what its recipe says. */
    VERIFICATION_FAILED;

    @Override
    public Fault fault() {
        return Fault.INVALID;
    }

    static GraftException failed(String version, String why) {
        return new GraftException(
                VERIFICATION_FAILED,
                version,
                why,
                "See the verification's report; the version is rejected, and its inputs can be merged again.");
    }
}
