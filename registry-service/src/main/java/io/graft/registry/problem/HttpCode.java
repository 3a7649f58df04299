package io.graft.registry.problem;

import io.graft.core.ErrorCode;
import io.graft.core.Fault;
import org.springframework.http.HttpStatus;

/** A code whose HTTP status says more than its {@link Fault} does, such as 412 or 428. */
public interface HttpCode extends ErrorCode {
    /** The detail of an error that is none of anybody's: after how many seconds to ask again. Sent as a header as well. */
    String RETRY_AFTER = "retryAfterSeconds";

    HttpStatus status();

    /** What its status says of it; a code for which that is not so says otherwise. */
    @Override
    default Fault fault() {
        return switch (status()) {
            case NOT_FOUND -> Fault.MISSING;
            case CONFLICT, PRECONDITION_FAILED -> Fault.CONFLICT;
            case INTERNAL_SERVER_ERROR, SERVICE_UNAVAILABLE -> Fault.ENVIRONMENT;
            default -> Fault.INVALID;
        };
    }
}
