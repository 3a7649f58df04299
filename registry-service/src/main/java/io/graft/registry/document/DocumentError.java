package io.graft.registry.document;

import io.graft.core.ErrorCode;
import io.graft.core.Fault;

/** What can be wrong with a document before anybody knows what it says. */
public enum DocumentError implements ErrorCode {
    DOCUMENT_SYNTAX,
    DOCUMENT_TOO_LARGE,
    DOCUMENT_UNKNOWN_KEY,
    DOCUMENT_DUPLICATE_KEY,
    DOCUMENT_MISSING_KEY,
    DOCUMENT_WRONG_TYPE;

    @Override
    public Fault fault() {
        return Fault.INVALID;
    }
}
