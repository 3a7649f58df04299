package io.graft.registry.release;

/** How far a run has come. */
public enum RunState {
    /** Another run works at the same alias. */
    QUEUED,
    /** Its inputs are pinned. */
    PREPARING,
    MERGING,
    VERIFYING,
    EVALUATING,
    JUDGING,
    /** The gate asks for a person's approval, and nothing else is missing. */
    WAITING,
    /** The gate said PASS, and the alias was moved. */
    RELEASED,
    /** The gate did not say PASS, or a person said no. Everything is kept. */
    STOPPED,
    FAILED,
    CANCELLED,
    /** It was not begun: by the rule's policy or its limits. */
    SKIPPED;

    public boolean isFinal() {
        return switch (this) {
            case QUEUED, PREPARING, MERGING, VERIFYING, EVALUATING, JUDGING, WAITING -> false;
            case RELEASED, STOPPED, FAILED, CANCELLED, SKIPPED -> true;
        };
    }

    /** Whether it works at its alias, so that no other run may. */
    boolean isAtWork() {
        return !isFinal() && this != QUEUED;
    }
}
