package io.graft.registry.notify;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What came of one attempt.
 *
 * @param status of the answer, if there was one
 * @param excerpt its beginning
 * @param error why there was none
 */
record Reply(
        @Nullable Integer status,
        @Nullable String excerpt,
        @Nullable String error,
        Duration took) {
    private static final int GONE = 410;

    boolean accepted() {
        return status != null && status >= 200 && status < 300;
    }

    /** The endpoint does not want to hear of it again. */
    boolean gone() {
        return status != null && status == GONE;
    }
}
