package io.graft.registry.merge;

import io.graft.core.GraftException;
import io.graft.core.artifact.Digest;
import io.graft.core.job.Offer;
import io.graft.core.job.Task;
import io.graft.core.preflight.Finding;
import io.graft.core.preflight.Severity;
import io.graft.core.recipe.Recipe;
import io.graft.registry.access.Audit;
import io.graft.registry.job.Jobs;
import io.graft.registry.model.Catalog;
import io.graft.registry.model.ModelKind;
import io.graft.registry.model.ModelName;
import io.graft.registry.model.Residence;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/** Queues merges, each recipe on the same inputs once. */
@Component
class Requests {
    private final Merges merges;
    private final Parts parts;
    private final Jobs jobs;
    private final Catalog catalog;
    private final Residence residence;
    private final JdbcClient jdbc;
    private final Audit audit;
    private final JsonMapper json;
    private final Clock clock;

    Requests(
            Merges merges,
            Parts parts,
            Jobs jobs,
            Catalog catalog,
            Residence residence,
            JdbcClient jdbc,
            Audit audit,
            JsonMapper json,
            Clock clock) {
        this.merges = merges;
        this.parts = parts;
        this.jobs = jobs;
        this.catalog = catalog;
        this.residence = residence;
        this.jdbc = jdbc;
        this.audit = audit;
        this.json = json;
        this.clock = clock;
    }

    PinnedRecipe pin(Recipe recipe) {
        return PinnedRecipe.of(recipe, catalog::resolve);
    }

    /**
     * The merge that already does or did the same.
     *
     * @param again whether one that is done does not count
     */
    Optional<UUID> existing(Digest key, boolean again) {
        return jdbc.sql("""
                        select id from merge
                         where key = :key and (state in ('QUEUED', 'RUNNING') or (state = 'SUCCEEDED' and not :again))
                         order by created_at desc limit 1
                        """)
                .param("key", key.hex())
                .param("again", again)
                .query(UUID.class)
                .optional();
    }

    /** Queues the merge, or finds the one that somebody asked for in the same moment. */
    @Transactional
    public UUID queue(PinnedRecipe recipe, ModelName output, Cut cut, List<Finding> findings, boolean again) {
        Digest key = recipe.key(output, cut.requireFits(recipe.recipe()));
        alone(key);
        return existing(key, again).orElseGet(() -> insert(key, recipe, output, cut, findings));
    }

    /** A retry by hand comes too late where the same merge was asked for again meanwhile. */
    void requireNotSuperseded(Merge merge) {
        existing(merge.key(), false).filter(other -> !other.equals(merge.id())).ifPresent(other -> {
            throw new GraftException(
                    MergeError.MERGE_SUPERSEDED,
                    merge.id().toString(),
                    "Merge %s does the same as this one".formatted(other),
                    "Use that one.");
        });
    }

    static void requireNoErrors(List<Finding> findings) {
        List<Finding> errors = findings.stream()
                .filter(finding -> finding.severity() == Severity.ERROR)
                .toList();
        if (!errors.isEmpty()) {
            Finding first = errors.getFirst();
            throw new GraftException(MergeError.MERGE_REFUSED, first.where(), first.message(), first.remedy())
                    .with("findings", findings);
        }
    }

    private UUID insert(Digest key, PinnedRecipe recipe, ModelName output, Cut cut, List<Finding> findings) {
        residence.require(recipe.versions().values());
        catalog.ensure(output, ModelKind.MERGED);
        Merge merge = merges.saveAndFlush(new Merge(
                key,
                recipe.recipe().id(),
                output,
                cut,
                json.writeValueAsString(recipe.inputs()),
                json.writeValueAsString(findings),
                clock.instant()));
        offer(merge, recipe.task(merge.id(), cut), cut.parts());
        audit.record(
                "merge.ask",
                "merge " + merge.id(),
                null,
                Map.of("recipe", merge.recipe(), "output", output, "inputs", recipe.inputs()));
        return merge.id();
    }

    private void offer(Merge merge, Task.Merge whole, int count) {
        if (count == 1) {
            merge.becomes(jobs.offer(Offer.of(whole)));
            return;
        }
        for (int number = 1; number <= count; number++) {
            parts.add(merge.id(), number, jobs.offer(Offer.of(new Task.MergePart(whole, number, count))));
        }
    }

    /** Whoever asks for the same waits here until this transaction has ended. */
    private void alone(Digest key) {
        jdbc.sql("select pg_advisory_xact_lock(hashtextextended(:key, 0))")
                .param("key", "merge " + key.hex())
                .query((_, _) -> key)
                .single();
    }
}
