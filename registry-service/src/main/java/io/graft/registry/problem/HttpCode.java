package io.graft.registry.problem;

import io.graft.core.ErrorCode;
import org.springframework.http.HttpStatus;

/** A code whose HTTP status says more than its {@link io.graft.core.Fault} does, such as 412 or 428. */
public interface HttpCode extends ErrorCode {
    /** The detail of an error that is none of anybody's: after how many seconds to ask again. Sent as a header as well. */
    String RETRY_AFTER = "retryAfterSeconds";

    HttpStatus status();
}
