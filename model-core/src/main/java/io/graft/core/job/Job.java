package io.graft.core.job;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * How a job stands.
 *
 * @param kind of its task
 * @param attempt how often it was leased since it was queued or last retried by hand
 * @param epoch of its newest lease, 0 before the first
 * @param worker who holds the lease, or held it last
 * @param error why its last attempt failed, if it did
 * @param finishedAt when it came to its final state, null before
 */
public record Job(
        UUID id,
        String kind,
        JobState state,
        int priority,
        int attempt,
        int maxAttempts,
        long epoch,
        @Nullable String worker,
        Progress progress,
        boolean cancelRequested,
        Outcome.@Nullable Failed error,
        Instant createdAt,
        @Nullable Instant finishedAt) {}
