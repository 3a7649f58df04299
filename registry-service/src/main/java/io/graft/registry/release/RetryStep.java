package io.graft.registry.release;

import com.fasterxml.jackson.annotation.JsonProperty;

/** From where a run that ended is taken up again. */
enum RetryStep {
    /** With aliases as they stand now. */
    @JsonProperty("start")
    START(RunState.QUEUED),
    /** With what was pinned. */
    @JsonProperty("merge")
    MERGE(RunState.PREPARING),
    @JsonProperty("evaluate")
    EVALUATE(RunState.VERIFYING),
    @JsonProperty("judge")
    JUDGE(RunState.JUDGING);

    private final RunState state;

    RetryStep(RunState state) {
        this.state = state;
    }

    RunState state() {
        return state;
    }

    boolean needsVersion() {
        return this == EVALUATE || this == JUDGE;
    }
}
