package io.graft.registry.notify;

import io.graft.registry.bundle.BundleMoved;
import io.graft.registry.gate.GateVerdict;
import io.graft.registry.gate.VersionJudged;
import io.graft.registry.model.VersionReference;
import io.graft.registry.withdrawal.VersionWithdrawn;
import io.graft.registry.withdrawal.WithdrawalLifted;
import java.util.UUID;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** The same as {@link Announcements} for what is decided of versions: verdicts, withdrawals, and where bundles stand. */
@Component
class Judgements {
    private final Events events;

    Judgements(Events events) {
        this.events = events;
    }

    record Judged(UUID verdict, String gate, String version, String outcome, boolean awaitsApproval) {}

    @EventListener
    @Transactional(propagation = Propagation.MANDATORY)
    public void judged(VersionJudged event) {
        GateVerdict verdict = event.verdict();
        events.tell(
                "version.judged",
                verdict.version(),
                VersionReference.parse(verdict.version()).model().toString(),
                new Judged(
                        verdict.id(),
                        verdict.gate(),
                        verdict.version(),
                        verdict.outcome().name(),
                        verdict.awaitsApproval()));
    }

    @EventListener
    @Transactional(propagation = Propagation.MANDATORY)
    public void withdrawn(VersionWithdrawn event) {
        events.tell(
                "version.withdrawn",
                event.model() + "@" + event.number(),
                event.model().toString(),
                event);
    }

    @EventListener
    @Transactional(propagation = Propagation.MANDATORY)
    public void lifted(WithdrawalLifted event) {
        events.tell(
                "version.withdrawal_lifted",
                event.model() + "@" + event.number(),
                event.model().toString(),
                event);
    }

    @EventListener
    @Transactional(propagation = Propagation.MANDATORY)
    public void moved(BundleMoved event) {
        events.tell(
                "bundle.moved",
                event.bundle() + "@" + event.alias(),
                event.bundle().toString(),
                event);
    }
}
