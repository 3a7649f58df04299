package io.graft.registry.gate;

import io.graft.core.artifact.Digest;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * One version of a gate, and what has to be there before it can judge.
 *
 * @param reference {@code namespace/name@number}
 * @param digest of its conditions
 * @param suites that its conditions look at, as {@code namespace/name@number}
 * @param roles that have to approve
 */
public record GateReference(UUID id, String reference, Digest digest, List<String> suites, Set<String> roles) {
    public GateReference {
        suites = List.copyOf(suites);
        roles = Set.copyOf(roles);
    }
}
