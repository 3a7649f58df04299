package io.graft.registry.evaluation;

import io.graft.core.artifact.Digest;
import io.graft.core.forgetting.ForgettingReport;
import io.graft.core.preflight.Finding;
import io.graft.registry.merge.MergeRecords;
import io.graft.registry.model.Catalog;
import io.graft.registry.model.ModelKind;
import io.graft.registry.model.PinnedVersion;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** What is known of versions at this moment, for those who judge them. Of an adapter: on the base that it was trained on. */
@Component
public class Measurements {
    private final Catalog catalog;
    private final Suites suites;
    private final SuiteListing listing;
    private final Scoreboard scoreboard;
    private final MergeRecords merges;
    private final JdbcClient jdbc;
    private final JsonMapper json;

    Measurements(
            Catalog catalog,
            Suites suites,
            SuiteListing listing,
            Scoreboard scoreboard,
            MergeRecords merges,
            JdbcClient jdbc,
            JsonMapper json) {
        this.catalog = catalog;
        this.suites = suites;
        this.listing = listing;
        this.scoreboard = scoreboard;
        this.merges = merges;
        this.jdbc = jdbc;
        this.json = json;
    }

    /**
     * One version of a suite.
     *
     * @param suite {@code namespace/name@number}
     * @param tasks by name, with the names of their metrics
     */
    public record SuiteTasks(String suite, Digest digest, Map<String, List<String>> tasks) {}

    /**
     * A verification, under way or done.
     *
     * @param state {@code QUEUED}, {@code RUNNING}, {@code DONE}, {@code FAILED} or {@code CANCELLED}
     * @param verdict {@code PASS}, {@code FAIL} or {@code INCONCLUSIVE}; null where there is none
     * @param digest of what it found
     */
    public record Proof(UUID id, String state, @Nullable String verdict, Digest digest) {}

    /**
     * What rounding to the stored type took.
     *
     * @param elements how many were looked at
     * @param unchanged the share of them that are the base's bits still, though the recipe changes their tensor
     * @param deltaError how much of the change was lost, as a relative Frobenius norm
     */
    public record Precision(
            long elements,
            @Nullable Double unchanged,
            @Nullable Double deltaError) {}

    /**
     * What a version forgot.
     *
     * @param report null where the arms could not be compared
     */
    public record Forgotten(UUID evaluation, @Nullable ForgettingReport report, Digest digest) {}

    /**
     * What a suite found out.
     *
     * @param arm {@code model@1}, or {@code model@1+adapter@2}
     * @param digest of the scores and of what they depend on
     */
    public record Scored(UUID result, String arm, Digest digest, List<Metric> metrics) {}

    /**
     * One score.
     *
     * @param error standard error; null where there is none
     */
    public record Metric(
            String task,
            String metric,
            String filter,
            double value,
            int documents,
            @Nullable Double error) {}

    /**
     * What a suite asks.
     *
     * @param reference {@code namespace/name@number} or {@code namespace/name@latest}
     * @throws io.graft.core.GraftException {@link EvaluationError#SUITE_NOT_FOUND}
     */
    public SuiteTasks suite(String reference) {
        Suites.Pinned suite = suites.pinned(reference);
        Map<String, List<String>> tasks = new LinkedHashMap<>();
        listing.suite(suite.id())
                .tasks()
                .forEach(task -> tasks.put(
                        task.name(),
                        task.metrics().stream().map(SuiteView.MetricView::name).toList()));
        return new SuiteTasks(suite.reference(), suite.digest(), tasks);
    }

    /** The newest verification of a version. */
    public Optional<Proof> proof(UUID version) {
        return jdbc.sql("""
                        select id, state, verdict,
                               encode(sha256(convert_to(concat_ws(' ', merge_id, verdict, levels), 'UTF8')), 'hex') as digest
                          from verification where version_id = :version order by id desc limit 1
                        """)
                .param("version", version)
                .query((row, _) -> new Proof(
                        row.getObject("id", UUID.class),
                        row.getString("state"),
                        row.getString("verdict"),
                        new Digest(row.getString("digest"))))
                .optional();
    }

    /** What rounding took of a version, where a verification of it has looked. */
    public Optional<Precision> precision(UUID version) {
        return jdbc.sql("""
                        select (levels -> 'weights' ->> 'checkedElements')::bigint as elements,
                               (levels -> 'weights' ->> 'unchanged')::double precision as unchanged,
                               (levels -> 'weights' ->> 'deltaError')::double precision as delta_error
                          from verification
                         where version_id = :version and levels -> 'weights' ->> 'checkedElements' is not null
                         order by id desc limit 1
                        """)
                .param("version", version)
                .query((row, _) -> new Precision(
                        row.getLong("elements"),
                        row.getObject("unchanged", Double.class),
                        row.getObject("delta_error", Double.class)))
                .optional();
    }

    /** The newest report of what a version forgot on a suite. */
    public Optional<Forgotten> forgotten(UUID version, String suite) {
        return jdbc.sql("""
                        select f.evaluation_id, f.report, encode(sha256(convert_to(f.report::text, 'UTF8')), 'hex') as digest
                          from forgetting f join evaluation e on e.id = f.evaluation_id
                         where f.version_id = :version and e.suite_id = :suite order by f.evaluation_id desc limit 1
                        """)
                .param("version", version)
                .param("suite", suites.pinned(suite).id())
                .query(this::forgotten)
                .optional();
    }

    /** The newest result of a version on a suite. */
    public Optional<Scored> scored(PinnedVersion version, String suite) {
        return scoreboard.find(arm(version), suites.pinned(suite)).map(this::scored);
    }

    /** What preflight found of the merge that made a version; nothing where none did. */
    public List<Finding> mergeFindings(UUID version) {
        return merges.of(version).map(MergeRecords.MergeRecord::findings).orElse(List.of());
    }

    private PinnedArm arm(PinnedVersion version) {
        return version.kind() == ModelKind.ADAPTER
                ? new PinnedArm(null, catalog.pinned(Objects.requireNonNull(version.baseId())), List.of(version))
                : new PinnedArm(null, version, List.of());
    }

    private Scored scored(ScoreView view) {
        return new Scored(
                view.result(),
                view.name(),
                digest(view.result()),
                view.scores().stream()
                        .map(score -> new Metric(
                                score.task(),
                                score.metric(),
                                score.filter(),
                                score.value(),
                                score.documents(),
                                score.error()))
                        .toList());
    }

    private Digest digest(UUID result) {
        return jdbc.sql("""
                        select encode(sha256(convert_to(concat_ws(' ', r.key, r.engine, r.scores,
                                 (select string_agg(f.path || '=' || f.sha256, ',' order by f.path)
                                    from result_file f where f.result_id = r.id)), 'UTF8')), 'hex')
                          from result r where r.id = :result
                        """)
                .param("result", result)
                .query((row, _) -> new Digest(row.getString(1)))
                .single();
    }

    private Forgotten forgotten(ResultSet row, int index) throws SQLException {
        String report = row.getString("report");
        boolean compared = json.readTree(report).has("comparisons");
        return new Forgotten(
                row.getObject("evaluation_id", UUID.class),
                compared ? json.readValue(report, ForgettingReport.class) : null,
                new Digest(row.getString("digest")));
    }
}
