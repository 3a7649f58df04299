package io.graft.registry.release;

import io.graft.core.GraftException;
import io.graft.core.recipe.Recipe;
import io.graft.registry.merge.MergeOrders;
import io.graft.registry.model.Aliases;
import io.graft.registry.model.Catalog;
import io.graft.registry.model.ModelName;
import io.graft.registry.model.PinnedVersion;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Lets one run after the other work at an alias, in the order in which they came. */
@Component
class Turns {
    private final JdbcClient jdbc;
    private final Rules rules;
    private final Aliases aliases;
    private final Catalog catalog;
    private final MergeOrders merges;
    private final Wakes wakes;
    private final Diary diary;
    private final Clock clock;

    Turns(
            JdbcClient jdbc,
            Rules rules,
            Aliases aliases,
            Catalog catalog,
            MergeOrders merges,
            Wakes wakes,
            Diary diary,
            Clock clock) {
        this.jdbc = jdbc;
        this.rules = rules;
        this.aliases = aliases;
        this.catalog = catalog;
        this.merges = merges;
        this.wakes = wakes;
        this.diary = diary;
        this.clock = clock;
    }

    /** Nobody else decides about this alias before the caller's transaction has ended. */
    void alone(String target) {
        jdbc.sql("select pg_advisory_xact_lock(hashtextextended(:key, 0))")
                .param("key", "release " + target)
                .query((_, _) -> target)
                .single();
    }

    /** Begins the run if it is its turn, and pins what it works with: later moves of aliases are none of its business. */
    void take(ReleaseRun run) {
        if (!isNext(run)) {
            return;
        }
        ReleaseRule rule = rules.written(run.rule()).rule();
        PinnedVersion released = catalog.pinned(run.released());
        ModelName model = rule.target(released.model());
        Optional<Aliases.Standing> champion = find(model, rule.alias());
        run.begin(
                champion.map(Aliases.Standing::step).orElse(0),
                pinned(rule, released, model, champion),
                clock.instant());
        diary.write(run, "inputs pinned");
    }

    /** Whoever waits longest is next. */
    void passOn(ReleaseRun ended) {
        jdbc.sql("select id from release_run where target = :target and state = 'QUEUED' order by id limit 1")
                .param("target", ended.target())
                .query(UUID.class)
                .optional()
                .ifPresent(wakes::wake);
    }

    /** Whether some run, which may not have begun, still is to move this alias. */
    boolean isBusy(String target) {
        return jdbc.sql("select exists (select from release_run where target = :target and finished_at is null)")
                .param("target", target)
                .query(Boolean.class)
                .single();
    }

    /** Whether no other run that goes on waits for this merge. */
    boolean isNobodyElses(ReleaseRun run, UUID merge) {
        return jdbc.sql("""
                        select not exists (select from release_run
                                            where merge_id = :merge and id <> :run and finished_at is null)
                        """)
                .param("merge", merge)
                .param("run", run.id())
                .query(Boolean.class)
                .single();
    }

    /** The recipe with numbers in place of placeholders and aliases; null where the rule merges nothing. */
    @Nullable
    String pinned(ReleaseRule rule, PinnedVersion released, ModelName model, Optional<Aliases.Standing> champion) {
        Template template = rule.merge();
        if (template == null) {
            return null;
        }
        if (template.wantsChampion() && champion.isEmpty()) {
            throw new GraftException(
                    ReleaseError.RUN_CHAMPION_MISSING,
                    model + "@" + rule.alias(),
                    "The recipe is made from ${champion}, and %s has no alias %s yet".formatted(model, rule.alias()),
                    "Set the alias once by hand, or name a version in the recipe.");
        }
        Map<String, String> values = new HashMap<>(Map.of(Template.RELEASED, released.reference()));
        champion.ifPresent(standing -> values.put(Template.CHAMPION, model + "@" + standing.number()));
        Recipe recipe = template.read(values);
        return merges.numbered(recipe).canonicalJson();
    }

    private Optional<Aliases.Standing> find(ModelName model, String alias) {
        return catalog.isModel(model) ? aliases.find(model, alias) : Optional.empty();
    }

    private boolean isNext(ReleaseRun run) {
        return jdbc.sql("""
                        select not exists (select from release_run
                                            where target = :target and finished_at is null and id <> :run
                                              and (state <> 'QUEUED' or id < :run))
                        """)
                .param("target", run.target())
                .param("run", run.id())
                .query(Boolean.class)
                .single();
    }
}
