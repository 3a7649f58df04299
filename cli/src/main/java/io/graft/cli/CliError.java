package io.graft.cli;

import io.graft.core.ErrorCode;
import io.graft.core.Fault;

/** What can go wrong on the command line itself. */
enum CliError implements ErrorCode {
    OUTPUT_EXISTS(Fault.CONFLICT),
    SOURCE_IS_REMOTE(Fault.UNSUPPORTED),
    MERGE_ENDED(Fault.CONFLICT),
    MERGES_DIFFER(Fault.CONFLICT),
    REBUILD_ENDED(Fault.CONFLICT),
    DEVICE_UNKNOWN(Fault.INVALID),
    EVALUATION_ENDED(Fault.CONFLICT),
    TRAINING_FACTS_UNREADABLE(Fault.INVALID),
    RECIPES_NOT_VERIFIABLE(Fault.UNSUPPORTED),
    DOCUMENT_NAMELESS(Fault.INVALID),
    TEXT_UNREADABLE(Fault.INVALID),
    TASK_UNKNOWN(Fault.MISSING),
    METHOD_UNKNOWN(Fault.MISSING),
    SAMPLES_MISSING(Fault.ENVIRONMENT),
    SUITE_RUNNING(Fault.CONFLICT),
    PORT_TAKEN(Fault.ENVIRONMENT),
    DATABASE_FAILED(Fault.ENVIRONMENT),
    REGISTRY_UNREACHABLE(Fault.ENVIRONMENT),
    REGISTRY_ANSWER_UNREADABLE(Fault.ENVIRONMENT);

    private final Fault fault;

    CliError(Fault fault) {
        this.fault = fault;
    }

    @Override
    public Fault fault() {
        return fault;
    }
}
