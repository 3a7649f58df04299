package io.graft.registry.job;

import io.graft.core.job.JobError;
import io.graft.core.job.JobState;
import io.graft.core.job.Outcome;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A job whose row this transaction holds, with what decides its next state. */
record LockedJob(
        UUID id,
        JobState state,
        long epoch,
        @Nullable String worker,
        int attempt,
        int maxAttempts,
        boolean cancelRequested,
        boolean expired,
        boolean confirmed) {

    void requireLease(long claimed) {
        if (state != JobState.LEASED || epoch != claimed) {
            throw JobError.leaseLost(id, claimed);
        }
    }

    void requireRetryable() {
        if (!state.isRetryable()) {
            throw JobError.notRetryable(id, state);
        }
    }

    /** A person's wish to end it outweighs another attempt. */
    JobState after(Outcome outcome) {
        JobState next = outcome.leadsTo(attempt < maxAttempts);
        return next == JobState.QUEUED && cancelRequested ? JobState.CANCELLED : next;
    }
}
