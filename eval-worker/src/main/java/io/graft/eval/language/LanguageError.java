package io.graft.eval.language;

import io.graft.core.ErrorCode;
import io.graft.core.Fault;
import io.graft.core.GraftException;
import org.jspecify.annotations.Nullable;

/** What can keep a model from answering. */
public enum LanguageError implements ErrorCode {
    TOKENIZER_INVALID(Fault.INVALID),
    PREFIX_TOKEN_MISSING(Fault.INVALID),
    CONTINUATION_EMPTY(Fault.INVALID),
    CONTEXT_EMPTY(Fault.INVALID),
    REQUEST_TOO_LONG(Fault.INVALID),
    SERVER_UNREACHABLE(Fault.ENVIRONMENT),
    SERVER_REFUSED(Fault.UNSUPPORTED),
    SERVER_FAILED(Fault.ENVIRONMENT),
    SERVER_ANSWER_UNREADABLE(Fault.ENVIRONMENT);

    private final Fault fault;

    LanguageError(Fault fault) {
        this.fault = fault;
    }

    @Override
    public Fault fault() {
        return fault;
    }

    GraftException at(Object where, String message, String remedy) {
        return at(where, message, remedy, null);
    }

    GraftException at(Object where, String message, String remedy, @Nullable Throwable cause) {
        return new GraftException(this, where.toString(), message, remedy, cause);
    }
}
