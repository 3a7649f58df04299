package io.graft.registry.withdrawal;

import io.graft.registry.model.Withdrawn;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A withdrawal as clients see it.
 *
 * @param version that was withdrawn, {@code namespace/name@number}
 * @param lifted how it was taken back; null while it holds
 * @param tainted how many versions contain it
 * @param blockedAliases that stand at it or at one of these now, {@code namespace/name@alias}
 */
record WithdrawalView(
        UUID id,
        String version,
        Withdrawn.Kind kind,
        String reason,
        String actor,
        Instant at,
        @Nullable Lift lifted,
        int tainted,
        List<String> blockedAliases) {
    /** How a withdrawal was taken back. */
    record Lift(String reason, String actor, Instant at) {}
}
