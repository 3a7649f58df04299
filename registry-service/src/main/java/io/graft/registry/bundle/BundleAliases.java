package io.graft.registry.bundle;

import io.graft.core.GraftException;
import io.graft.registry.access.Actors;
import io.graft.registry.access.Audit;
import io.graft.registry.model.ModelName;
import io.graft.registry.model.VersionReference;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Moves aliases of bundles by compare-and-set, and remembers every move. */
@Component
class BundleAliases {
    private final JdbcClient jdbc;
    private final Actors actors;
    private final Audit audit;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    BundleAliases(JdbcClient jdbc, Actors actors, Audit audit, ApplicationEventPublisher events, Clock clock) {
        this.jdbc = jdbc;
        this.actors = actors;
        this.audit = audit;
        this.events = events;
        this.clock = clock;
    }

    /** @param step how often it was moved, its making included */
    record Standing(String alias, int number, int step) {}

    /**
     * One move.
     *
     * @param from null where it made the alias
     * @param verdict by which it was allowed
     */
    record Move(int step, @Nullable Integer from, int to, UUID verdict, String actor, Instant movedAt) {}

    Optional<Standing> standing(ModelName bundle, String alias) {
        return jdbc.sql("""
                        select alias, number, step from bundle_alias
                         where namespace = :namespace and name = :name and alias = :alias
                        """)
                .param("namespace", bundle.namespace())
                .param("name", bundle.name())
                .param("alias", alias)
                .query((row, _) -> new Standing(row.getString("alias"), row.getInt("number"), row.getInt("step")))
                .optional();
    }

    /** The newest first. */
    List<Move> history(ModelName bundle, String alias) {
        return jdbc.sql("""
                        select step, from_number, to_number, verdict_id, actor, moved_at from bundle_alias_move
                         where namespace = :namespace and name = :name and alias = :alias order by step desc
                        """)
                .param("namespace", bundle.namespace())
                .param("name", bundle.name())
                .param("alias", alias)
                .query((row, _) -> new Move(
                        row.getInt("step"),
                        row.getObject("from_number", Integer.class),
                        row.getInt("to_number"),
                        row.getObject("verdict_id", UUID.class),
                        row.getString("actor"),
                        row.getObject("moved_at", OffsetDateTime.class).toInstant()))
                .list();
    }

    /** @param expected the step at which whoever moves it believes it to stand; 0 to make it */
    @Transactional(propagation = Propagation.MANDATORY)
    Standing move(Bundle bundle, String alias, UUID verdict, int expected) {
        requireName(bundle.name(), alias);
        Optional<Standing> before = standing(bundle.name(), alias);
        Standing after = new Standing(alias, bundle.number(), expected + 1);
        if (before.map(Standing::step).orElse(0) != expected || !write(bundle, after)) {
            throw BundleError.BUNDLE_ALIAS_MOVED.at(
                    "alias",
                    "%s of %s is not where you said".formatted(alias, bundle.name()),
                    "Read it again, and decide knowing where it stands.");
        }
        Integer from = before.map(Standing::number).orElse(null);
        remember(bundle, after, from, verdict);
        events.publishEvent(new BundleMoved(bundle.name(), alias, after.step(), from, after.number()));
        audit.record("bundle.alias.move", "bundle %s@%s".formatted(bundle.name(), alias), before.orElse(null), after);
        return after;
    }

    private boolean write(Bundle bundle, Standing after) {
        return jdbc.sql("""
                        insert into bundle_alias as a (namespace, name, alias, number, step)
                        values (:namespace, :name, :alias, :number, :step)
                        on conflict (namespace, name, alias) do update set number = :number, step = :step
                         where a.step = :step - 1
                        """)
                        .param("namespace", bundle.name().namespace())
                        .param("name", bundle.name().name())
                        .param("alias", after.alias())
                        .param("number", after.number())
                        .param("step", after.step())
                        .update()
                == 1;
    }

    private void remember(Bundle bundle, Standing after, @Nullable Integer from, UUID verdict) {
        jdbc.sql("""
                insert into bundle_alias_move
                       (namespace, name, alias, step, from_number, to_number, verdict_id, actor, moved_at)
                values (:namespace, :name, :alias, :step, :from, :to, :verdict, :actor, :now)
                """)
                .param("namespace", bundle.name().namespace())
                .param("name", bundle.name().name())
                .param("alias", after.alias())
                .param("step", after.step())
                .param("from", from)
                .param("to", after.number())
                .param("verdict", verdict)
                .param("actor", actors.current().name())
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .update();
    }

    private static void requireName(ModelName bundle, String alias) {
        VersionReference written = new VersionReference(bundle, alias);
        if (written.number().isPresent() || alias.equals("latest")) {
            throw refused(alias);
        }
    }

    private static GraftException refused(String alias) {
        return BundleError.BUNDLE_ALIAS_MALFORMED.at(
                "alias", "\"%s\" is not a name for an alias".formatted(alias), "Choose a word such as production.");
    }
}
