package io.graft.registry.gate;

import io.graft.core.GraftException;
import io.graft.registry.access.Audit;
import io.graft.registry.evaluation.Measurements;
import io.graft.registry.lineage.Lineage;
import io.graft.registry.model.Catalog;
import io.graft.registry.model.PinnedVersion;
import io.graft.registry.model.VersionFacts;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Judges versions by gates. */
@Component
public class Gates {
    private final GateStore store;
    private final Verdicts verdicts;
    private final Measurements measurements;
    private final VersionFacts facts;
    private final Lineage lineage;
    private final Catalog catalog;
    private final Audit audit;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    Gates(
            GateStore store,
            Verdicts verdicts,
            Measurements measurements,
            VersionFacts facts,
            Lineage lineage,
            Catalog catalog,
            Audit audit,
            ApplicationEventPublisher events,
            Clock clock) {
        this.store = store;
        this.verdicts = verdicts;
        this.measurements = measurements;
        this.facts = facts;
        this.lineage = lineage;
        this.catalog = catalog;
        this.audit = audit;
        this.events = events;
        this.clock = clock;
    }

    /**
     * The gate that {@code namespace/name@number} or {@code namespace/name@latest} names at this moment.
     *
     * @throws GraftException {@link GateError#GATE_NOT_FOUND}
     */
    public GateReference find(String reference) {
        return store.find(reference).needs();
    }

    /**
     * Judges a version by what is known of it now, signs the verdict and keeps it, in the caller's transaction.
     *
     * @param approvedRoles whose approval there is
     * @throws GraftException {@link io.graft.registry.model.ModelError#VERSION_WITHDRAWN}
     */
    @Transactional
    public GateVerdict judge(UUID gate, PinnedVersion judged, Set<String> approvedRoles) {
        PinnedVersion version = catalog.clean(judged.id());
        Gate by = store.gate(gate);
        Subject subject = new Subject(version, approvedRoles, measurements, facts, lineage);
        GateVerdict verdict =
                GateVerdict.of(verdicts.newId(), by, subject, clock.instant().truncatedTo(ChronoUnit.MICROS));
        verdicts.keep(verdict, by, version);
        audit.record(
                "gate.judge",
                verdict.version(),
                null,
                Map.of("gate", verdict.gate(), "verdict", verdict.id(), "outcome", verdict.outcome()));
        events.publishEvent(new VersionJudged(verdict));
        return verdict;
    }

    /** A verdict as it was kept; {@link GateError#VERDICT_NOT_FOUND} if there is none. */
    public GateVerdict verdict(UUID id) {
        return verdicts.verdict(id);
    }
}
