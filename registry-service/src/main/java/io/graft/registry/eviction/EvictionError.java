package io.graft.registry.eviction;

import io.graft.core.GraftException;
import io.graft.registry.problem.HttpCode;
import org.springframework.http.HttpStatus;

/** What can go wrong with taking a version's bytes away, and with making them again. */
public enum EvictionError implements HttpCode {
    /** Something needs the bytes, or nothing could make them again. */
    EVICTION_REFUSED(HttpStatus.CONFLICT),
    /** A reason says something, in a few sentences. */
    EVICTION_REASON_INVALID(HttpStatus.UNPROCESSABLE_CONTENT),
    /** The bytes are being made again: ask again soon. */
    VERSION_REBUILDING(HttpStatus.SERVICE_UNAVAILABLE),
    /** The bytes could not be made again. */
    REBUILD_FAILED(HttpStatus.CONFLICT),
    /** Not all of the bytes have come. */
    REBUILD_INCOMPLETE(HttpStatus.CONFLICT);

    private static final int SOON = 2;

    private final HttpStatus status;

    EvictionError(HttpStatus status) {
        this.status = status;
    }

    @Override
    public HttpStatus status() {
        return status;
    }

    static GraftException rebuilding(String version, Rebuild rebuild) {
        return new GraftException(
                        VERSION_REBUILDING,
                        version,
                        "The weights of %s were evicted and are being made again from its recipe: %s"
                                .formatted(version, rebuild.inWords()),
                        "Ask again in a moment, or wait with graft pull or graft rebuild.")
                .with("rebuild", rebuild)
                .with(RETRY_AFTER, SOON);
    }

    static GraftException failed(String version, Rebuild rebuild) {
        return new GraftException(
                        REBUILD_FAILED,
                        version,
                        "The weights of %s were evicted, and could not be made again: %s"
                                .formatted(version, rebuild.inWords()),
                        "Mend what is wrong and try again with graft rebuild %s.".formatted(version))
                .with("rebuild", rebuild);
    }
}
