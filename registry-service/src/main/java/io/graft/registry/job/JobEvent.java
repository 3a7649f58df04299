package io.graft.registry.job;

import io.graft.core.job.JobState;
import io.graft.core.job.Outcome;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What happened to a job, told in the transaction in which it happened: a listener that throws undoes it.
 *
 * <p>Whoever has offered the job listens, to move its own state along.
 */
public sealed interface JobEvent {
    UUID job();

    /** A worker has begun. */
    record JobLeased(UUID job) implements JobEvent {}

    /** The job is in the queue again: its worker died, gave it back, or failed in a way that may pass. */
    record JobReturned(UUID job) implements JobEvent {}

    /** The job had ended, and a person sent it back to the queue. */
    record JobRetried(UUID job) implements JobEvent {}

    /**
     * The job has ended.
     *
     * @param state in which it ended
     * @param error why, if it is {@link JobState#FAILED} or {@link JobState#DEAD}
     */
    record JobSettled(UUID job, JobState state, Outcome.@Nullable Failed error) implements JobEvent {}
}
