package io.graft.registry.problem;

import io.graft.core.Fault;
import org.springframework.http.HttpStatus;

/** What can be wrong with a request before anybody has looked at what it asks for, and what can fail around it. */
public enum RequestError implements HttpCode {
    BODY_UNREADABLE(Fault.INVALID, HttpStatus.BAD_REQUEST),
    BODY_TOO_LARGE(Fault.INVALID, HttpStatus.CONTENT_TOO_LARGE),
    PARAMETER_MISSING(Fault.INVALID, HttpStatus.BAD_REQUEST),
    PARAMETER_MALFORMED(Fault.INVALID, HttpStatus.BAD_REQUEST),
    PATH_NOT_FOUND(Fault.MISSING, HttpStatus.NOT_FOUND),
    METHOD_NOT_ALLOWED(Fault.INVALID, HttpStatus.METHOD_NOT_ALLOWED),
    MEDIA_TYPE_NOT_ACCEPTABLE(Fault.INVALID, HttpStatus.NOT_ACCEPTABLE),
    MEDIA_TYPE_UNSUPPORTED(Fault.UNSUPPORTED, HttpStatus.UNSUPPORTED_MEDIA_TYPE),
    REQUEST_INVALID(Fault.INVALID, HttpStatus.BAD_REQUEST),
    IDEMPOTENCY_KEY_MALFORMED(Fault.INVALID, HttpStatus.BAD_REQUEST),
    IDEMPOTENCY_KEY_REUSED(Fault.INVALID, HttpStatus.UNPROCESSABLE_CONTENT),
    IDEMPOTENT_REQUEST_RUNNING(Fault.CONFLICT, HttpStatus.CONFLICT),
    STATE_CHANGED(Fault.CONFLICT, HttpStatus.CONFLICT),
    UNAVAILABLE(Fault.ENVIRONMENT, HttpStatus.SERVICE_UNAVAILABLE),
    UNEXPECTED(Fault.ENVIRONMENT, HttpStatus.INTERNAL_SERVER_ERROR);

    private final Fault fault;
    private final HttpStatus status;

    RequestError(Fault fault, HttpStatus status) {
        this.fault = fault;
        this.status = status;
    }

    @Override
    public Fault fault() {
        return fault;
    }

    @Override
    public HttpStatus status() {
        return status;
    }
}
