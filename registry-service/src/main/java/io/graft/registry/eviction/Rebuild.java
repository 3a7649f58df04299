package io.graft.registry.eviction;

import io.graft.core.job.Progress;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A run of a version's recipe for the sake of the bytes it made.
 *
 * @param progress of its job, while it runs
 * @param error why it failed, if it did
 */
record Rebuild(
        UUID id,
        UUID job,
        State state,
        @Nullable Progress progress,
        @Nullable Failure error,
        Instant createdAt,
        @Nullable Instant finishedAt) {
    enum State {
        RUNNING,
        SUCCEEDED,
        FAILED
    }

    /** Why a job ended without the bytes. */
    record Failure(String code, String where, String message, String remedy) {}

    boolean isRunning() {
        return state == State.RUNNING;
    }

    String inWords() {
        return switch (state) {
            case RUNNING -> progress == null ? "it waits for a worker" : inWords(progress);
            case SUCCEEDED -> "it is done";
            case FAILED -> Objects.requireNonNull(error).message();
        };
    }

    private static String inWords(Progress progress) {
        return progress.totalBytes() <= 0
                ? progress.phase()
                : "%s, %.0f %%".formatted(progress.phase(), 100 * progress.fraction());
    }
}
