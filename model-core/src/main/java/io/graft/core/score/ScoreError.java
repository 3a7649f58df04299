package io.graft.core.score;

import io.graft.core.ErrorCode;
import io.graft.core.Fault;
import io.graft.core.GraftException;

/** What can be wrong with a way of scoring, or with a file of scores. */
public enum ScoreError implements ErrorCode {
    SCORE_UNKNOWN_FILTER(Fault.UNSUPPORTED),
    SCORE_UNKNOWN_METRIC(Fault.UNSUPPORTED),
    SCORE_UNKNOWN_AGGREGATION(Fault.UNSUPPORTED),
    SCORE_WRONG_OPTION(Fault.INVALID),
    SCORE_PATTERN(Fault.INVALID),
    SCORE_UNSUITABLE(Fault.INVALID),
    RESULTS_MALFORMED(Fault.INVALID),
    RESULTS_UNREADABLE(Fault.ENVIRONMENT),
    RESULTS_UNWRITABLE(Fault.ENVIRONMENT);

    private final Fault fault;

    ScoreError(Fault fault) {
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
