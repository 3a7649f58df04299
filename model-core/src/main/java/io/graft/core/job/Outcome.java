package io.graft.core.job;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import io.graft.core.Fault;
import io.graft.core.GraftException;

/** How an attempt at a job ended. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "outcome")
public sealed interface Outcome {
    /** The state in which the job is now if it has attempts left, or not. */
    JobState leadsTo(boolean attemptsLeft);

    /** The name of this alternative, as it stands in {@code outcome}. */
    @JsonIgnore
    String name();

    /** The work is done and what it made has been published. */
    @JsonTypeName("succeeded")
    record Succeeded() implements Outcome {
        @Override
        public JobState leadsTo(boolean attemptsLeft) {
            return JobState.SUCCEEDED;
        }

        @Override
        public String name() {
            return "succeeded";
        }
    }

    /**
     * The work failed.
     *
     * @param code a stable code, see {@link io.graft.core.ErrorCode}
     * @param where the file, tensor or field at fault
     * @param remedy what a person can do
     * @param retryable whether another attempt may succeed with the same inputs
     */
    @JsonTypeName("failed")
    record Failed(String code, String where, String message, String remedy, boolean retryable) implements Outcome {
        /** Another attempt is worth its while only where the surroundings were at fault. */
        public static Failed of(GraftException error) {
            return new Failed(
                    error.code().name(),
                    error.where(),
                    error.sentence(),
                    error.remedy(),
                    error.code().fault() == Fault.ENVIRONMENT);
        }

        /** For what nobody foresaw. */
        public static Failed of(Throwable unforeseen) {
            return new Failed(
                    JobError.WORKER_FAILED.name(),
                    unforeseen.getClass().getSimpleName(),
                    "The worker failed: %s".formatted(unforeseen),
                    "The worker's log has the details; retry the job when its cause is gone.",
                    true);
        }

        @Override
        public JobState leadsTo(boolean attemptsLeft) {
            if (!retryable) {
                return JobState.FAILED;
            }
            return attemptsLeft ? JobState.QUEUED : JobState.DEAD;
        }

        @Override
        public String name() {
            return "failed";
        }
    }

    /** The work was stopped because a person asked for it. */
    @JsonTypeName("cancelled")
    record Cancelled() implements Outcome {
        @Override
        public JobState leadsTo(boolean attemptsLeft) {
            return JobState.CANCELLED;
        }

        @Override
        public String name() {
            return "cancelled";
        }
    }

    /** The worker is going away and gives the job back undone; the attempt does not count. */
    @JsonTypeName("released")
    record Released() implements Outcome {
        @Override
        public JobState leadsTo(boolean attemptsLeft) {
            return JobState.QUEUED;
        }

        @Override
        public String name() {
            return "released";
        }
    }
}
