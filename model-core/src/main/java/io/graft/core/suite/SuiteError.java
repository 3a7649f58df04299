package io.graft.core.suite;

import io.graft.core.ErrorCode;
import io.graft.core.Fault;
import io.graft.core.GraftException;

/** What can be wrong with an evaluation suite. */
public enum SuiteError implements ErrorCode {
    SUITE_EMPTY(Fault.INVALID),
    SUITE_SYNTAX(Fault.INVALID),
    SUITE_TOO_LARGE(Fault.INVALID),
    SUITE_UNKNOWN_KEY(Fault.INVALID),
    SUITE_DUPLICATE_KEY(Fault.INVALID),
    SUITE_MISSING_KEY(Fault.INVALID),
    SUITE_WRONG_TYPE(Fault.INVALID),
    SUITE_WRONG_VALUE(Fault.INVALID),
    SUITE_UNSUPPORTED(Fault.UNSUPPORTED),
    SUITE_UNKNOWN_METRIC(Fault.INVALID),
    SUITE_UNKNOWN_TASK(Fault.MISSING),
    SUITE_DUPLICATE_NAME(Fault.INVALID),
    SUITE_FILE_MISSING(Fault.INVALID),
    SUITE_FILE_OUTSIDE(Fault.INVALID),
    SUITE_FILE_UNREADABLE(Fault.ENVIRONMENT),
    SUITE_DATA_MALFORMED(Fault.INVALID),
    SUITE_DATA_EMPTY(Fault.INVALID),
    SUITE_COLUMN_MISSING(Fault.INVALID),
    SUITE_GOLD_OUT_OF_RANGE(Fault.INVALID),
    SUITE_TEMPLATE(Fault.INVALID);

    private final Fault fault;

    SuiteError(Fault fault) {
        this.fault = fault;
    }

    @Override
    public Fault fault() {
        return fault;
    }

    GraftException at(String where, String sentence, String remedy) {
        return new GraftException(this, where, sentence, remedy);
    }
}
