package io.graft.registry.release;

import io.graft.core.GraftException;
import io.graft.registry.access.Actors;
import io.graft.registry.access.Audit;
import io.graft.registry.model.AliasMove;
import io.graft.registry.model.AliasMoved;
import io.graft.registry.model.Catalog;
import io.graft.registry.model.ModelName;
import io.graft.registry.model.PinnedVersion;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Starts runs when something happens that rules wait for, in the transaction in which it does. */
@Component
class Triggers {
    private static final Duration DAY = Duration.ofDays(1);

    private final Rules rules;
    private final Runs runs;
    private final Turns turns;
    private final Replacement replacement;
    private final Wakes wakes;
    private final Catalog catalog;
    private final Actors actors;
    private final Audit audit;
    private final Diary diary;
    private final JdbcClient jdbc;
    private final Clock clock;

    Triggers(
            Rules rules,
            Runs runs,
            Turns turns,
            Replacement replacement,
            Wakes wakes,
            Catalog catalog,
            Actors actors,
            Audit audit,
            Diary diary,
            JdbcClient jdbc,
            Clock clock) {
        this.rules = rules;
        this.runs = runs;
        this.turns = turns;
        this.replacement = replacement;
        this.wakes = wakes;
        this.catalog = catalog;
        this.actors = actors;
        this.audit = audit;
        this.diary = diary;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** A version was released by a person; returns the release. */
    @Transactional
    public UUID release(PinnedVersion version, String note) {
        UUID release = jdbc.sql("""
                        insert into release (version_id, note, actor, created_at)
                        values (:version, :note, :actor, :now) returning id
                        """)
                .param("version", version.id())
                .param("note", note)
                .param("actor", actors.current().name())
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .query(UUID.class)
                .single();
        audit.record("version.release", version.reference(), null, Map.of("release", release, "note", note));
        start(rules.waitingFor(version.model(), null), version, "release " + release, 1);
        return release;
    }

    /** A run made a version and released it. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void follow(ReleaseRun run, PinnedVersion version) {
        start(rules.waitingFor(version.model(), null), version, "run " + run.id(), run.depth() + 1);
    }

    @EventListener
    @Transactional(propagation = Propagation.MANDATORY)
    public void on(AliasMoved moved) {
        AliasMove move = moved.move();
        List<Rules.Written> waiting = rules.waitingFor(move.model(), move.alias());
        if (!waiting.isEmpty()) {
            start(
                    waiting,
                    catalog.resolve(move.model() + "@" + move.to()),
                    "alias %s@%s step %d".formatted(move.model(), move.alias(), move.step()),
                    depthAfter(move.run()));
        }
    }

    private void start(List<Rules.Written> waiting, PinnedVersion version, String cause, int depth) {
        Map<String, String> tags = catalog.tags(version.model());
        @Nullable
        ModelName base = version.baseId() == null
                ? null
                : catalog.pinned(version.baseId()).model();
        for (Rules.Written written : waiting) {
            if (written.rule().when().selector().matches(version, tags, base)) {
                start(written, version, cause, depth);
            }
        }
    }

    private void start(Rules.Written written, PinnedVersion version, String cause, int depth) {
        ReleaseRule rule = written.rule();
        String target = rule.target(version.model()) + "@" + rule.alias();
        turns.alone(target);
        if (isStarted(written.id(), cause)) {
            return;
        }
        Optional<String> obstacle = obstacle(written, rule, target, depth);
        ReleaseRun run = new ReleaseRun(
                written.id(),
                cause,
                version.id(),
                depth,
                target,
                actors.current().name(),
                clock.instant());
        obstacle.ifPresent(_ -> run.skip(clock.instant()));
        runs.saveAndFlush(run);
        diary.write(run, obstacle.orElse(cause));
        if (obstacle.isEmpty()) {
            if (rule.concurrency() == ReleaseRule.Concurrency.REPLACE) {
                replacement.replace(target, run);
            }
            wakes.wake(run.id());
        }
    }

    /** Why the run is not begun, if it is not. */
    private Optional<String> obstacle(Rules.Written written, ReleaseRule rule, String target, int depth) {
        if (depth > rule.limits().depth()) {
            return Optional.of("%d runs followed from one release already"
                    .formatted(rule.limits().depth()));
        }
        if (startedWithinADay(written.name()) >= rule.limits().runsPerDay()) {
            return Optional.of(
                    "%d runs were begun within a day".formatted(rule.limits().runsPerDay()));
        }
        return rule.concurrency() == ReleaseRule.Concurrency.SKIP && turns.isBusy(target)
                ? Optional.of("another run is under way")
                : Optional.empty();
    }

    private boolean isStarted(UUID rule, String cause) {
        return jdbc.sql("select exists (select from release_run where rule_id = :rule and cause = :cause)")
                .param("rule", rule)
                .param("cause", cause)
                .query(Boolean.class)
                .single();
    }

    private int startedWithinADay(ModelName rule) {
        return jdbc.sql("""
                        select count(*) from release_run u join release_rule r on r.id = u.rule_id
                         where r.namespace = :namespace and r.name = :name and u.state <> 'SKIPPED'
                           and u.created_at > :since
                        """)
                .param("namespace", rule.namespace())
                .param("name", rule.name())
                .param("since", clock.instant().minus(DAY).atOffset(ZoneOffset.UTC))
                .query(Integer.class)
                .single();
    }

    private int depthAfter(@Nullable UUID run) {
        return run == null ? 1 : runs.required(run).depth() + 1;
    }

    /** @throws GraftException {@link ReleaseError#RULE_DOES_NOT_MATCH} */
    void requireMatch(Rules.Written written, PinnedVersion version) {
        if (!written.rule().when().selector().names(version.model())) {
            throw new GraftException(
                    ReleaseError.RULE_DOES_NOT_MATCH,
                    version.reference(),
                    "%s has nothing to do with %s".formatted(written.reference(), version.reference()),
                    "Name a version that the rule selects.");
        }
    }
}
