package io.graft.registry.withdrawal;

import io.graft.registry.merge.MergeState;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A merge that makes a version once more, without what was withdrawn.
 *
 * @param made what it made, {@code namespace/name@number}; null where there is nothing that may be used
 * @param why it failed; null unless it did
 */
record Remerge(
        UUID version,
        UUID merge,
        MergeState state,
        @Nullable String made,
        @Nullable String why) {
    boolean isUnderWay() {
        return !state.isFinal();
    }

    /** The version that takes the tainted one's place. */
    Optional<String> replacement() {
        return Optional.ofNullable(made);
    }

    boolean hasFailed() {
        return state.isFinal() && state != MergeState.SUCCEEDED;
    }
}
