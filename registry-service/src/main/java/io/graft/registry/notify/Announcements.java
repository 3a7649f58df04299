package io.graft.registry.notify;

import io.graft.core.artifact.Digest;
import io.graft.core.preflight.Finding;
import io.graft.registry.evaluation.EvaluationDone;
import io.graft.registry.model.ModelKind;
import io.graft.registry.model.PinnedVersion;
import io.graft.registry.model.VersionPublished;
import io.graft.registry.model.VersionRejected;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Turns what the modules say to each other into events for everybody, in the same transaction. docs/events.md lists them. */
@Component
class Announcements {
    private final Events events;

    Announcements(Events events) {
        this.events = events;
    }

    record Published(
            String version,
            ModelKind kind,
            int number,
            Digest digest,
            @Nullable Digest fingerprint) {}

    record Rejected(String version, int number, boolean wasReady, List<Finding> findings) {}

    record Evaluated(UUID evaluation) {}

    @EventListener
    @Transactional(propagation = Propagation.MANDATORY)
    public void published(VersionPublished event) {
        PinnedVersion version = event.version();
        events.tell(
                "version.published",
                version.reference(),
                version.model().toString(),
                new Published(
                        version.reference(),
                        version.kind(),
                        version.number(),
                        version.digest(),
                        version.fingerprint()));
    }

    @EventListener
    @Transactional(propagation = Propagation.MANDATORY)
    public void rejected(VersionRejected event) {
        events.tell(
                "version.rejected",
                event.reference(),
                event.model().toString(),
                new Rejected(event.reference(), event.number(), event.wasReady(), event.findings()));
    }

    @EventListener
    @Transactional(propagation = Propagation.MANDATORY)
    public void evaluated(EvaluationDone event) {
        events.tell(
                "evaluation.succeeded", "evaluation " + event.evaluation(), null, new Evaluated(event.evaluation()));
    }
}
