package io.graft.registry.merge;

import io.graft.core.Fault;
import io.graft.core.GraftException;
import io.graft.core.adapter.Adapter;
import io.graft.core.merge.Explanation;
import io.graft.core.merge.MergeInputs;
import io.graft.core.merge.MergeOptions;
import io.graft.core.merge.MergePlan;
import io.graft.registry.model.ModelKind;
import io.graft.registry.storage.Blobs;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Says what a merge will take: bytes and memory by its plan, time by what merges took here before. */
@Component
class Expectations {
    /** A merge ten times as large, or as small, says nothing of this one. */
    private static final long ABOUT = 10;

    private final Blobs blobs;
    private final JdbcClient jdbc;

    Expectations(Blobs blobs, JdbcClient jdbc) {
        this.blobs = blobs;
        this.jdbc = jdbc;
    }

    /** Finished merges of about one size, taken together. */
    private record Past(int merges, long bytes, double seconds) {}

    /** Empty where no plan can be made; preflight says why. */
    Optional<Expectation> of(PinnedRecipe recipe) {
        return plan(recipe).map(plan -> {
            Past past = past(plan.bytes());
            return new Expectation(
                    plan.bytesRead() + ofAdapters(recipe),
                    plan.bytes(),
                    plan.shards(),
                    plan.memoryBytes(),
                    past.merges() == 0 ? null : plan.bytes() * past.seconds() / past.bytes(),
                    past.merges());
        });
    }

    private Optional<Explanation> plan(PinnedRecipe recipe) {
        try (Preview preview = Preview.of(recipe, blobs::local, blobs::open);
                MergeInputs inputs = MergeInputs.outline(recipe.recipe().references(), preview::folder, Map.of())) {
            return Optional.of(Explanation.of(MergePlan.of(recipe.recipe(), inputs), MergeOptions.defaults()));
        } catch (GraftException e) {
            if (e.code().fault() == Fault.ENVIRONMENT) {
                throw e;
            }
            return Optional.empty();
        }
    }

    /** The plan counts the tensors of models. */
    private static long ofAdapters(PinnedRecipe recipe) {
        return recipe.versions().values().stream()
                .filter(version -> version.kind() == ModelKind.ADAPTER)
                .mapToLong(version -> version.file(Adapter.WEIGHTS).size())
                .sum();
    }

    private Past past(long bytes) {
        return jdbc.sql("""
                        select count(*), coalesce(sum(bytes), 0)::bigint, coalesce(sum(seconds), 0)::float8
                          from (select sum(f.size) as bytes, extract(epoch from g.finished_at - g.started_at) as seconds
                                  from merge g
                                  join model m on m.namespace || '/' || m.name = g.output
                                  join version v on v.model_id = m.id and v.number = g.version
                                  join version_file f on f.version_id = v.id and f.path like '%.safetensors'
                                 where g.state = 'SUCCEEDED' and g.finished_at > g.started_at
                                 group by g.id
                                having sum(f.size) between :bytes / :about and :bytes * :about
                                 order by g.finished_at desc
                                 limit 20) past
                        """)
                .param("bytes", bytes)
                .param("about", ABOUT)
                .query((row, _) -> new Past(row.getInt(1), row.getLong(2), row.getDouble(3)))
                .single();
    }
}
