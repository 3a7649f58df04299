package io.graft.core.job;

/** Where a job stands. */
public enum JobState {
    /** Waits for a worker, perhaps until a backoff has passed. */
    QUEUED,
    /** A worker holds the lease. */
    LEASED,
    SUCCEEDED,
    /** Failed in a way that another attempt would not change. */
    FAILED,
    CANCELLED,
    /** Failed in its last attempt. */
    DEAD;

    /** Whether nothing more happens to the job unless a person retries it. */
    public boolean isFinal() {
        return switch (this) {
            case QUEUED, LEASED -> false;
            case SUCCEEDED, FAILED, CANCELLED, DEAD -> true;
        };
    }

    /** Whether a person may send the job back to the queue. */
    public boolean isRetryable() {
        return switch (this) {
            case FAILED, CANCELLED, DEAD -> true;
            case QUEUED, LEASED, SUCCEEDED -> false;
        };
    }
}
