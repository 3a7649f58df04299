package io.graft.registry.storage;

import io.graft.registry.problem.HttpCode;
import org.springframework.http.HttpStatus;

/** What can go wrong with bytes. */
public enum StorageError implements HttpCode {
    BLOB_NOT_FOUND(HttpStatus.NOT_FOUND),
    BLOB_TOO_LARGE(HttpStatus.UNPROCESSABLE_CONTENT),
    UPLOAD_NOT_FOUND(HttpStatus.NOT_FOUND),
    UPLOAD_PART_UNKNOWN(HttpStatus.NOT_FOUND),
    /** A part was cut off, or has more bytes than it should. */
    UPLOAD_PART_LENGTH(HttpStatus.BAD_REQUEST),
    /** The upload is being verified; its bytes can no longer change. */
    UPLOAD_SEALED(HttpStatus.CONFLICT),
    /** All bytes arrived, but they are not the ones announced. */
    UPLOAD_CORRUPT(HttpStatus.UNPROCESSABLE_CONTENT),
    URL_FORGED(HttpStatus.FORBIDDEN),
    URL_EXPIRED(HttpStatus.FORBIDDEN),
    RANGE_UNSATISFIABLE(HttpStatus.REQUESTED_RANGE_NOT_SATISFIABLE),
    STORE_UNAVAILABLE(HttpStatus.SERVICE_UNAVAILABLE);

    private final HttpStatus status;

    StorageError(HttpStatus status) {
        this.status = status;
    }

    @Override
    public HttpStatus status() {
        return status;
    }
}
