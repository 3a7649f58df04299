package io.graft.registry.withdrawal;

import io.graft.core.GraftException;
import io.graft.registry.access.Actors;
import io.graft.registry.access.Audit;
import io.graft.registry.lineage.Descendant;
import io.graft.registry.lineage.Descendants;
import io.graft.registry.lineage.Lineage;
import io.graft.registry.lineage.VersionConnected;
import io.graft.registry.model.PinnedVersion;
import io.graft.registry.model.VersionReference;
import io.graft.registry.model.Withdrawn;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.EventListener;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Takes versions back, with all that contains them, now and later. */
@Component
class Withdrawals {
    private final JdbcClient jdbc;
    private final Lineage lineage;
    private final Descendants descendants;
    private final Actors actors;
    private final Audit audit;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    Withdrawals(
            JdbcClient jdbc,
            Lineage lineage,
            Descendants descendants,
            Actors actors,
            Audit audit,
            ApplicationEventPublisher events,
            Clock clock) {
        this.jdbc = jdbc;
        this.lineage = lineage;
        this.descendants = descendants;
        this.actors = actors;
        this.audit = audit;
        this.events = events;
        this.clock = clock;
    }

    @Transactional
    public UUID withdraw(PinnedVersion version, Withdrawn.Kind kind, Reason reason) {
        lineage.standStill();
        UUID id = insert(version, kind, reason);
        List<Descendant> all = descendants.of(version.id());
        taint(id, all.stream().map(Descendant::id).toList());
        audit.record(
                "version.withdraw",
                version.reference(),
                null,
                Map.of("withdrawal", id, "kind", kind, "reason", reason.text()));
        events.publishEvent(new VersionWithdrawn(
                id,
                version.model(),
                version.number(),
                kind,
                reason.text(),
                all.stream()
                        .filter(one -> one.depth() > 0)
                        .map(Descendant::version)
                        .toList(),
                all.stream().flatMap(one -> one.aliases().stream()).toList()));
        return id;
    }

    @Transactional
    public void lift(UUID id, Reason reason) {
        boolean held = jdbc.sql("""
                        update withdrawal set lifted_at = :now, lift_reason = :reason, lift_actor = :actor
                         where id = :id and lifted_at is null
                        """)
                        .param("id", id)
                        .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                        .param("reason", reason.text())
                        .param("actor", actors.current().name())
                        .update()
                == 1;
        if (!held) {
            throw WithdrawalError.lifted(id);
        }
        VersionReference version = version(id);
        audit.record("withdrawal.lift", version.toString(), Map.of("withdrawal", id), Map.of("reason", reason.text()));
        events.publishEvent(
                new WithdrawalLifted(id, version.model(), version.number().orElseThrow(), reason.text()));
    }

    /** What is made of something that was withdrawn is so from the beginning. */
    @EventListener
    @Transactional(propagation = Propagation.MANDATORY)
    public void inherit(VersionConnected connected) {
        jdbc.sql("""
                insert into taint (withdrawal_id, version_id)
                select distinct t.withdrawal_id, e.child_id
                  from lineage_edge e
                  join taint t on t.version_id = e.parent_id
                  join withdrawal w on w.id = t.withdrawal_id
                 where e.child_id = :version and w.lifted_at is null
                on conflict do nothing
                """).param("version", connected.version()).update();
    }

    private VersionReference version(UUID withdrawal) {
        return VersionReference.parse(
                jdbc.sql("""
                        select r.reference from withdrawal w join version_reference r on r.id = w.version_id
                         where w.id = :id
                        """).param("id", withdrawal).query(String.class).single());
    }

    private UUID insert(PinnedVersion version, Withdrawn.Kind kind, Reason reason) {
        try {
            return jdbc.sql("""
                            insert into withdrawal (version_id, kind, reason, actor, created_at)
                            values (:version, :kind, :reason, :actor, :now)
                            returning id
                            """)
                    .param("version", version.id())
                    .param("kind", kind.name())
                    .param("reason", reason.text())
                    .param("actor", actors.current().name())
                    .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                    .query(UUID.class)
                    .single();
        } catch (DuplicateKeyException e) {
            throw inForce(version, e);
        }
    }

    private void taint(UUID withdrawal, List<UUID> versions) {
        jdbc.sql("""
                insert into taint (withdrawal_id, version_id)
                select :withdrawal, version from unnest(:versions::uuid[]) as version
                """)
                .param("withdrawal", withdrawal)
                .param("versions", versions.toArray(UUID[]::new))
                .update();
    }

    private static GraftException inForce(PinnedVersion version, DuplicateKeyException cause) {
        return new GraftException(
                WithdrawalError.WITHDRAWAL_IN_FORCE,
                version.reference(),
                "%s was withdrawn already".formatted(version.reference()),
                "See /api/v1/withdrawals; lift that one to withdraw the version for another reason.",
                cause);
    }
}
