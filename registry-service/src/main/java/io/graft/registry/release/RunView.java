package io.graft.registry.release;

import io.graft.core.preflight.Finding;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A run as clients see it.
 *
 * @param rule {@code namespace/name@number}
 * @param cause what set it off
 * @param released the version that was released
 * @param target the alias that it is to move
 * @param recipe with everything pinned, as canonical JSON; null before its turn, and where nothing is merged
 * @param version what may be released
 * @param error why it failed
 */
record RunView(
        UUID id,
        String rule,
        RunState state,
        String cause,
        String released,
        int depth,
        String target,
        @Nullable Integer aliasStep,
        @Nullable String recipe,
        @Nullable UUID merge,
        @Nullable String version,
        @Nullable UUID evaluation,
        @Nullable UUID verdict,
        @Nullable Finding error,
        String actor,
        Instant createdAt,
        @Nullable Instant startedAt,
        @Nullable Instant finishedAt,
        List<Step> steps,
        List<Approval> approvals) {
    /** One transition. */
    record Step(int number, RunState state, String note, String actor, Instant at) {}

    record Approval(String role, boolean approved, String reason, String actor, Instant at) {}
}
