package io.graft.registry.model;

import io.graft.registry.problem.HttpCode;
import org.springframework.http.HttpStatus;

/** What can go wrong with models, versions and aliases. */
public enum ModelError implements HttpCode {
    MODEL_NAME_MALFORMED(HttpStatus.UNPROCESSABLE_CONTENT),
    MODEL_KIND_UNKNOWN(HttpStatus.UNPROCESSABLE_CONTENT),
    MODEL_KIND_MISMATCH(HttpStatus.CONFLICT),
    MODEL_EXISTS(HttpStatus.CONFLICT),
    MODEL_NOT_FOUND(HttpStatus.NOT_FOUND),
    TAG_MALFORMED(HttpStatus.UNPROCESSABLE_CONTENT),
    TOO_MANY_TAGS(HttpStatus.CONFLICT),
    VERSION_REFERENCE_MALFORMED(HttpStatus.UNPROCESSABLE_CONTENT),
    VERSION_NOT_FOUND(HttpStatus.NOT_FOUND),
    VERSION_NOT_READY(HttpStatus.CONFLICT),
    VERSION_NOT_PENDING(HttpStatus.CONFLICT),
    VERSION_NOT_VERIFIED(HttpStatus.CONFLICT),
    /** It was looked at, and is not what it was registered as. */
    VERSION_REJECTED(HttpStatus.UNPROCESSABLE_CONTENT),
    FILE_NOT_FOUND(HttpStatus.NOT_FOUND),
    BASE_MISSING(HttpStatus.UNPROCESSABLE_CONTENT),
    BASE_UNEXPECTED(HttpStatus.UNPROCESSABLE_CONTENT),
    BASE_KIND_WRONG(HttpStatus.UNPROCESSABLE_CONTENT),
    TRAINING_FACTS_INVALID(HttpStatus.UNPROCESSABLE_CONTENT),
    UPLOAD_INCOMPLETE(HttpStatus.CONFLICT),
    ALIAS_MALFORMED(HttpStatus.UNPROCESSABLE_CONTENT),
    ALIAS_NOT_FOUND(HttpStatus.NOT_FOUND),
    ALIAS_MOVED(HttpStatus.PRECONDITION_FAILED),
    ALIAS_CONDITION_MISSING(HttpStatus.PRECONDITION_REQUIRED),
    ALIAS_PROTECTED(HttpStatus.CONFLICT),
    ALIAS_STEP_NOT_FOUND(HttpStatus.NOT_FOUND),
    ALIAS_REASON_TOO_LONG(HttpStatus.UNPROCESSABLE_CONTENT),
    /** The alias stands at a version that was withdrawn, or that contains one. */
    ALIAS_BLOCKED(HttpStatus.CONFLICT),
    /** The version was withdrawn, or contains one that was. */
    VERSION_WITHDRAWN(HttpStatus.CONFLICT),
    /** What a version's recipe makes now is not what it made then. */
    REBUILD_DIFFERS(HttpStatus.CONFLICT),
    CURSOR_MALFORMED(HttpStatus.BAD_REQUEST),
    LIMIT_OUT_OF_RANGE(HttpStatus.BAD_REQUEST);

    private final HttpStatus status;

    ModelError(HttpStatus status) {
        this.status = status;
    }

    @Override
    public HttpStatus status() {
        return status;
    }
}
