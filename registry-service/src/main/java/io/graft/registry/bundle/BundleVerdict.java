package io.graft.registry.bundle;

import io.graft.registry.gate.GateVerdict;
import io.graft.registry.gate.Outcome;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;

/**
 * What became of a bundle before a gate.
 *
 * @param bundle {@code namespace/name@number}
 * @param gate {@code namespace/name@number}
 * @param outcome passes only if every adapter does
 * @param awaitsApproval whether nothing failed and only approvals are missing
 * @param adapters each adapter's own signed verdict, by task
 */
public record BundleVerdict(
        UUID id,
        String bundle,
        String gate,
        Outcome outcome,
        boolean awaitsApproval,
        Map<String, GateVerdict> adapters,
        Instant judgedAt) {}
