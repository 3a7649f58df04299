package io.graft.registry.access;

import io.graft.core.Fault;
import io.graft.registry.problem.HttpCode;
import org.springframework.http.HttpStatus;

/** What can go wrong with who asks. */
public enum AccessError implements HttpCode {
    TOKEN_MISSING(Fault.UNSUPPORTED, HttpStatus.UNAUTHORIZED),
    TOKEN_UNKNOWN(Fault.UNSUPPORTED, HttpStatus.UNAUTHORIZED),
    TOKEN_REVOKED(Fault.UNSUPPORTED, HttpStatus.UNAUTHORIZED),
    ROLE_MISSING(Fault.UNSUPPORTED, HttpStatus.FORBIDDEN),
    ACTOR_MALFORMED(Fault.INVALID, HttpStatus.BAD_REQUEST),
    TOKEN_NAME_MALFORMED(Fault.INVALID, HttpStatus.UNPROCESSABLE_CONTENT),
    ROLE_MALFORMED(Fault.INVALID, HttpStatus.UNPROCESSABLE_CONTENT),
    TOKEN_EXISTS(Fault.CONFLICT, HttpStatus.CONFLICT),
    TOKEN_NOT_FOUND(Fault.MISSING, HttpStatus.NOT_FOUND);

    private final Fault fault;
    private final HttpStatus status;

    AccessError(Fault fault, HttpStatus status) {
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
