package io.graft.registry.withdrawal;

import io.graft.registry.model.ModelName;
import io.graft.registry.model.Withdrawn;
import java.util.List;
import java.util.UUID;

/**
 * A version was withdrawn, in the transaction that goes on.
 *
 * @param tainted what contains it, {@code namespace/name@number}, the nearest first
 * @param blockedAliases that stand at it or at these, {@code namespace/name@alias}
 */
public record VersionWithdrawn(
        UUID withdrawal,
        ModelName model,
        int number,
        Withdrawn.Kind kind,
        String reason,
        List<String> tainted,
        List<String> blockedAliases) {}
