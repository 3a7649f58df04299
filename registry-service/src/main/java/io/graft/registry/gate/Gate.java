package io.graft.registry.gate;

import io.graft.core.artifact.Digest;
import io.graft.registry.model.ModelName;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * One version of a gate, as it is kept.
 *
 * @param digest of its conditions
 * @param source the text that was sent first, comments and all
 */
record Gate(
        UUID id,
        ModelName name,
        int number,
        Digest digest,
        String description,
        List<Condition> conditions,
        String source,
        Instant createdAt) {
    String reference() {
        return name + "@" + number;
    }

    GateReference needs() {
        return new GateReference(
                id,
                reference(),
                digest,
                conditions.stream()
                        .map(Condition::neededSuite)
                        .flatMap(Optional::stream)
                        .distinct()
                        .toList(),
                conditions.stream()
                        .map(Condition::neededRole)
                        .flatMap(Optional::stream)
                        .collect(Collectors.toSet()));
    }
}
