package io.graft.registry.storage;

import io.graft.core.Fault;
import io.graft.registry.problem.HttpCode;
import org.springframework.http.HttpStatus;

/** What can go wrong with bytes. */
public enum StorageError implements HttpCode {
    BLOB_NOT_FOUND(Fault.MISSING, HttpStatus.NOT_FOUND),
    BLOB_TOO_LARGE(Fault.INVALID, HttpStatus.UNPROCESSABLE_CONTENT),
    UPLOAD_NOT_FOUND(Fault.MISSING, HttpStatus.NOT_FOUND),
    UPLOAD_PART_UNKNOWN(Fault.MISSING, HttpStatus.NOT_FOUND),
    /** A part was cut off, or has more bytes than it should. */
    UPLOAD_PART_LENGTH(Fault.INVALID, HttpStatus.BAD_REQUEST),
    /** The upload is being verified; its bytes can no longer change. */
    UPLOAD_SEALED(Fault.CONFLICT, HttpStatus.CONFLICT),
    /** All bytes arrived, but they are not the ones announced. */
    UPLOAD_CORRUPT(Fault.INVALID, HttpStatus.UNPROCESSABLE_CONTENT),
    URL_FORGED(Fault.INVALID, HttpStatus.FORBIDDEN),
    URL_EXPIRED(Fault.INVALID, HttpStatus.FORBIDDEN),
    RANGE_UNSATISFIABLE(Fault.INVALID, HttpStatus.REQUESTED_RANGE_NOT_SATISFIABLE),
    STORE_UNAVAILABLE(Fault.ENVIRONMENT, HttpStatus.SERVICE_UNAVAILABLE);

    private final Fault fault;
    private final HttpStatus status;

    StorageError(Fault fault, HttpStatus status) {
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
