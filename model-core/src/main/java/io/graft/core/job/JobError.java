package io.graft.core.job;

import io.graft.core.ErrorCode;
import io.graft.core.Fault;
import io.graft.core.GraftException;
import java.util.UUID;

/** What can go wrong between a worker and the queue. */
public enum JobError implements ErrorCode {
    JOB_NOT_FOUND(Fault.MISSING),
    /** The lease expired and the job went back to the queue, or to another worker. */
    LEASE_LOST(Fault.CONFLICT),
    /** The job had already ended otherwise. */
    JOB_ALREADY_SETTLED(Fault.CONFLICT),
    /** Only a job that failed, is dead or was cancelled can be retried. */
    JOB_NOT_RETRYABLE(Fault.CONFLICT),
    /** The worker stopped sending heartbeats. */
    WORKER_LOST(Fault.ENVIRONMENT),
    /** The worker ran into something that nobody foresaw. */
    WORKER_FAILED(Fault.ENVIRONMENT);

    private final Fault fault;

    JobError(Fault fault) {
        this.fault = fault;
    }

    @Override
    public Fault fault() {
        return fault;
    }

    public static GraftException notFound(UUID job) {
        return new GraftException(
                JOB_NOT_FOUND, job.toString(), "There is no job %s".formatted(job), "List the jobs to find its id.");
    }

    public static GraftException leaseLost(UUID job, long epoch) {
        return new GraftException(
                LEASE_LOST,
                job.toString(),
                "Lease %d of job %s is no longer held".formatted(epoch, job),
                "Stop working on this job and publish nothing: it belongs to the queue or to another worker now.");
    }

    public static GraftException alreadySettled(UUID job, JobState state) {
        return new GraftException(
                JOB_ALREADY_SETTLED,
                job.toString(),
                "Job %s has already ended as %s".formatted(job, state),
                "Nothing needs to be done.");
    }

    public static GraftException notRetryable(UUID job, JobState state) {
        return new GraftException(
                JOB_NOT_RETRYABLE,
                job.toString(),
                "Job %s is %s; only a job that is FAILED, DEAD or CANCELLED can be retried".formatted(job, state),
                "Wait for it to end, or cancel it first.");
    }

    /** What a job is told to have failed of when its worker fell silent. */
    public static Outcome.Failed workerLost(String worker) {
        return new Outcome.Failed(
                WORKER_LOST.name(),
                worker,
                "Worker %s stopped sending heartbeats".formatted(worker),
                "See whether that worker still runs and has enough memory and disk, then retry the job.",
                true);
    }
}
