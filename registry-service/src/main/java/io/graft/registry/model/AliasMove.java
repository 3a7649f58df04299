package io.graft.registry.model;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One step in the life of an alias.
 *
 * @param step 1 for the move that made it, then without gaps
 * @param from the number it stood at before; null for the first step
 * @param run the release run that moved it, null where none did
 * @param verdict the gate's verdict that let it be moved, null where none was asked for
 */
public record AliasMove(
        ModelName model,
        String alias,
        int step,
        @Nullable Integer from,
        int to,
        Cause cause,
        String actor,
        String reason,
        @Nullable UUID run,
        @Nullable UUID verdict,
        Instant at) {
    /** How it came about: a person moved it, a release did, or a person took it back to where it stood before. */
    public enum Cause {
        HAND,
        RELEASE,
        ROLLBACK
    }
}
