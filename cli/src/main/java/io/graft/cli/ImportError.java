package io.graft.cli;

import io.graft.core.ErrorCode;
import io.graft.core.Fault;

/** What can go wrong while a model is brought in from the Hub, or from what speaks like it. */
enum ImportError implements ErrorCode {
    /** The endpoint is no address. */
    HUB_ENDPOINT_MALFORMED(Fault.INVALID),
    /** The variable that should hold a token holds none. */
    HUB_TOKEN_MISSING(Fault.INVALID),
    /** There is no such repository, revision or file, or it is private. */
    HUB_NOT_FOUND(Fault.MISSING),
    /** The token, or its absence, is not good enough. */
    HUB_DENIED(Fault.CONFLICT),
    HUB_REFUSED(Fault.CONFLICT),
    /** Nothing answered, or only errors, also when tried again. */
    HUB_FAILED(Fault.ENVIRONMENT),
    HUB_ANSWER_UNREADABLE(Fault.ENVIRONMENT),
    /** A path that could lead out of a folder. */
    HUB_PATH_UNSAFE(Fault.INVALID),
    /** Other bytes came than the list of files said. */
    IMPORT_CORRUPT(Fault.ENVIRONMENT),
    /** Another import of the same is under way. */
    IMPORT_RUNNING(Fault.CONFLICT),
    IMPORT_STOPPED(Fault.CONFLICT),
    IMPORT_NAMELESS(Fault.INVALID),
    /** The model that it should go into came from elsewhere. */
    IMPORT_ORIGIN_DIFFERS(Fault.CONFLICT),
    IMPORT_ONLY_PICKLES(Fault.UNSUPPORTED),
    IMPORT_WEIGHTS_MISSING(Fault.UNSUPPORTED),
    IMPORT_BASE_UNEXPECTED(Fault.INVALID),
    IMPORT_BASE_UNSTATED(Fault.INVALID),
    IMPORT_BASE_UNKNOWN(Fault.MISSING),
    IMPORT_BASE_AMBIGUOUS(Fault.CONFLICT);

    private final Fault fault;

    ImportError(Fault fault) {
        this.fault = fault;
    }

    @Override
    public Fault fault() {
        return fault;
    }
}
