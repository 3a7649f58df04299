package io.graft.core.job;

import io.graft.core.ErrorCode;
import io.graft.core.Fault;

/** What can go wrong between a worker and the queue. */
public enum JobError implements ErrorCode {
    JOB_NOT_FOUND(Fault.MISSING),
    /** The lease expired and the job went back to the queue, or to another worker. */
    LEASE_LOST(Fault.CONFLICT),
    /** The job had already ended otherwise. */
    JOB_ALREADY_SETTLED(Fault.CONFLICT);

    private final Fault fault;

    JobError(Fault fault) {
        this.fault = fault;
    }

    @Override
    public Fault fault() {
        return fault;
    }
}
