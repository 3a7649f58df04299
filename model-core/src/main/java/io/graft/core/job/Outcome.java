package io.graft.core.job;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;

/** How a job ended. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "outcome")
public sealed interface Outcome {
    /** The work is done and what it made has been published. */
    @JsonTypeName("succeeded")
    record Succeeded() implements Outcome {}

    /**
     * The work failed.
     *
     * @param code a stable code, see {@link io.graft.core.ErrorCode}
     * @param where the file, tensor or field at fault
     * @param remedy what a person can do
     * @param retryable whether another attempt may succeed with the same inputs
     */
    @JsonTypeName("failed")
    record Failed(String code, String where, String message, String remedy, boolean retryable) implements Outcome {}

    /** The work was stopped because a person asked for it. */
    @JsonTypeName("cancelled")
    record Cancelled() implements Outcome {}
}
