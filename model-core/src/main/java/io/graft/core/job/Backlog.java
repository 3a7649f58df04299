package io.graft.core.job;

import java.util.UUID;

/** The queue as those see it who have work to be done: the other side of {@link JobQueue}. */
public interface Backlog {
    /** Queues a job and wakes a worker that waits for one of its kind. */
    UUID offer(Offer offer);

    /**
     * Takes a queued job out of the queue at once, and asks the worker of a leased one to stop at its next heartbeat. Does
     * nothing to a job that has ended.
     */
    void cancel(UUID job);

    /**
     * Sends a job that has failed, is dead or was cancelled back to the queue with all its attempts.
     *
     * @throws io.graft.core.GraftException {@link JobError#JOB_NOT_RETRYABLE} for any other
     */
    void retry(UUID job);

    /**
     * How a job stands.
     *
     * @throws io.graft.core.GraftException {@link JobError#JOB_NOT_FOUND}
     */
    Job job(UUID job);

    /**
     * Takes every lease that has expired away from its worker: the job goes back to the queue with a backoff, or is dead when it
     * has had its last attempt. One that was never confirmed goes back at once and uncounted.
     *
     * @return how many
     */
    int expire();
}
