package io.graft.eval.run;

import io.graft.core.ErrorCode;
import io.graft.core.Fault;
import io.graft.core.GraftException;
import org.jspecify.annotations.Nullable;

/** What can go wrong around an evaluation. */
public enum RunError implements ErrorCode {
    JOURNAL_IN_USE(Fault.CONFLICT),
    JOURNAL_FOREIGN(Fault.CONFLICT),
    JOURNAL_FAILED(Fault.ENVIRONMENT);

    private final Fault fault;

    RunError(Fault fault) {
        this.fault = fault;
    }

    @Override
    public Fault fault() {
        return fault;
    }

    GraftException at(Object where, String message, String remedy, @Nullable Throwable cause) {
        return new GraftException(this, where.toString(), message, remedy, cause);
    }
}
