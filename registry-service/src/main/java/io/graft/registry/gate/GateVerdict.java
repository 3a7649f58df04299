package io.graft.registry.gate;

import io.graft.core.artifact.Digest;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * What became of a version before a gate. It is never changed.
 *
 * @param gate {@code namespace/name@number}
 * @param version {@code namespace/name@number}
 * @param digest of the version
 * @param awaitsApproval whether nothing failed and only approvals are missing
 */
public record GateVerdict(
        UUID id,
        String gate,
        String version,
        Digest digest,
        Outcome outcome,
        boolean awaitsApproval,
        List<Judged> conditions,
        Instant judgedAt) {
    public GateVerdict {
        conditions = List.copyOf(conditions);
    }

    static GateVerdict of(UUID id, Gate gate, Subject subject, Instant now) {
        List<Judged> judged = gate.conditions().stream()
                .map(condition -> condition.judge(subject))
                .toList();
        Outcome outcome = Outcome.all(
                judged.stream().filter(Judged::applies).map(Judged::outcome).toList());
        return new GateVerdict(
                id,
                gate.reference(),
                subject.name(),
                subject.version().digest(),
                outcome,
                outcome == Outcome.INCONCLUSIVE && onlyApprovalsAreMissing(judged),
                judged,
                now);
    }

    private static boolean onlyApprovalsAreMissing(List<Judged> judged) {
        return judged.stream().anyMatch(Judged::awaitsApproval)
                && judged.stream().allMatch(one -> one.outcome() == Outcome.PASS || one.awaitsApproval());
    }
}
