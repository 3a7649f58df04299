package io.graft.registry.evaluation;

import io.graft.core.ErrorCode;
import io.graft.core.Fault;
import io.graft.core.GraftException;
import java.util.UUID;

/** What can go wrong with evaluations; what can be wrong inside a suite is {@link io.graft.core.suite.SuiteError}. */
public enum EvaluationError implements ErrorCode {
    SUITE_NOT_FOUND(Fault.MISSING),
    /** A file that has neither text nor bytes, or both. */
    SUITE_FILE_WITHOUT_CONTENT(Fault.INVALID),
    /** Two files of a suite have one path. */
    SUITE_FILE_TWICE(Fault.INVALID),
    /** All files of a suite together may have so many bytes and no more. */
    SUITE_FILES_TOO_LARGE(Fault.INVALID),
    /** What is to be run was withdrawn, or contains what was. */
    INPUT_WITHDRAWN(Fault.CONFLICT),
    EVALUATION_NOT_FOUND(Fault.MISSING),
    /** An evaluation has 1 to {@link Arms#MOST} arms, no two of which are the same. */
    EVALUATION_ARMS_INVALID(Fault.INVALID),
    /** An adapter stands where a model is expected, or the other way round. */
    EVALUATION_KIND_WRONG(Fault.INVALID),
    /** An adapter was trained on another base. */
    EVALUATION_ADAPTER_MISFIT(Fault.INVALID),
    /** A limit, a device or a rule that cannot be. */
    EVALUATION_SETTING_INVALID(Fault.INVALID),
    /** The worker says that it is done, and an arm has no result. */
    RESULT_MISSING(Fault.INVALID),
    /** A file of results has a line that is none. */
    RESULT_MALFORMED(Fault.INVALID),
    /** Another evaluation of the same has taken its place. */
    EVALUATION_SUPERSEDED(Fault.CONFLICT),
    /** Nobody has run the suite on the version. */
    SCORES_NOT_FOUND(Fault.MISSING),
    /** Two versions can be compared only on what both were asked. */
    COMPARISON_INVALID(Fault.INVALID),
    /** Only versions that a merge made can be verified. */
    VERIFICATION_IMPOSSIBLE(Fault.INVALID),
    VERIFICATION_NOT_FOUND(Fault.MISSING),
    /** The worker says that it is done, and has not said what it found. */
    VERIFICATION_REPORT_MISSING(Fault.INVALID),
    /** The merged version is not what its recipe says. */
    VERIFICATION_FAILED(Fault.INVALID),
    PROMPT_NOT_FOUND(Fault.MISSING);

    private final Fault fault;

    EvaluationError(Fault fault) {
        this.fault = fault;
    }

    @Override
    public Fault fault() {
        return fault;
    }

    static GraftException notFound(UUID evaluation) {
        return new GraftException(
                EVALUATION_NOT_FOUND,
                evaluation.toString(),
                "There is no evaluation %s".formatted(evaluation),
                "List the evaluations to find its id.");
    }
}
