package io.graft.registry.notify;

import io.graft.core.artifact.Digest;
import io.graft.core.preflight.Finding;
import io.graft.registry.evaluation.EvaluationBegan;
import io.graft.registry.evaluation.EvaluationEnded;
import io.graft.registry.merge.MergeBegan;
import io.graft.registry.merge.MergeEnded;
import io.graft.registry.model.AliasMove;
import io.graft.registry.model.AliasMoved;
import io.graft.registry.model.ModelKind;
import io.graft.registry.model.ModelName;
import io.graft.registry.model.PinnedVersion;
import io.graft.registry.model.VersionPublished;
import io.graft.registry.model.VersionReference;
import io.graft.registry.model.VersionRejected;
import io.graft.registry.release.RunMoved;
import java.util.List;
import java.util.Locale;
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

    record MergeOver(
            UUID merge,
            ModelName output,
            @Nullable String version,
            @Nullable String error) {}

    record EvaluationOver(UUID evaluation) {}

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
    public void ended(MergeEnded event) {
        PinnedVersion made = event.version();
        events.tell(
                "merge." + word(event.state()),
                "merge " + event.merge(),
                event.output().toString(),
                new MergeOver(event.merge(), event.output(), made == null ? null : made.reference(), event.why()));
    }

    @EventListener
    @Transactional(propagation = Propagation.MANDATORY)
    public void began(MergeBegan event) {
        events.tell("merge.started", "merge " + event.merge(), event.output().toString(), event);
    }

    @EventListener
    @Transactional(propagation = Propagation.MANDATORY)
    public void began(EvaluationBegan event) {
        events.tell("evaluation.started", "evaluation " + event.evaluation(), null, event);
    }

    @EventListener
    @Transactional(propagation = Propagation.MANDATORY)
    public void ended(EvaluationEnded event) {
        events.tell(
                "evaluation." + word(event.state()),
                "evaluation " + event.evaluation(),
                null,
                new EvaluationOver(event.evaluation()));
    }

    @EventListener
    @Transactional(propagation = Propagation.MANDATORY)
    public void moved(AliasMoved event) {
        AliasMove move = event.move();
        events.tell(
                "alias.moved", move.model() + "@" + move.alias(), move.model().toString(), move);
    }

    /** Comes in order with what happens to the model whose alias is to move. */
    @EventListener
    @Transactional(propagation = Propagation.MANDATORY)
    public void moved(RunMoved event) {
        events.tell(
                "release_run." + word(event.state()),
                "release run " + event.run(),
                VersionReference.parse(event.target()).model().toString(),
                event);
    }

    private static String word(Enum<?> state) {
        return state.name().toLowerCase(Locale.ROOT);
    }
}
