package io.graft.registry.evaluation;

import io.graft.core.GraftException;
import io.graft.core.job.EvaluationOutputs.Verdict;
import io.graft.core.job.Job;
import io.graft.core.job.Progress;
import io.graft.registry.job.Jobs;
import io.graft.registry.merge.MergeMade;
import io.graft.registry.merge.MergeTasks;
import io.graft.registry.model.Catalog;
import io.graft.registry.model.ModelName;
import io.graft.registry.model.PinnedVersion;
import io.graft.registry.model.Residence;
import io.graft.registry.model.VersionReference;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

@RestController
@RequestMapping("/api/v1/models/{namespace}/{name}/versions/{version}/verification")
class VerificationController {
    private final Catalog catalog;
    private final MergeTasks merges;
    private final Residence residence;
    private final Verifications verifications;
    private final Jobs jobs;
    private final JdbcClient jdbc;
    private final JsonMapper json;

    VerificationController(
            Catalog catalog,
            MergeTasks merges,
            Residence residence,
            Verifications verifications,
            Jobs jobs,
            JdbcClient jdbc,
            JsonMapper json) {
        this.catalog = catalog;
        this.merges = merges;
        this.residence = residence;
        this.verifications = verifications;
        this.jobs = jobs;
        this.jdbc = jdbc;
        this.json = json;
    }

    /** All verifications of a version, the newest first; none where nobody asked for one. */
    @GetMapping
    List<VerificationView> list(
            @PathVariable String namespace, @PathVariable String name, @PathVariable String version) {
        return of(find(namespace, name, version));
    }

    /** Verifies a version that a merge made once more. A version that fails is rejected. */
    @PostMapping
    @ResponseStatus(HttpStatus.ACCEPTED)
    VerificationView verify(@PathVariable String namespace, @PathVariable String name, @PathVariable String version) {
        UUID id = find(namespace, name, version);
        UUID merge = merge(id, "%s/%s@%s".formatted(namespace, name, version));
        MergeMade made = new MergeMade(merge, merges.whole(merge), catalog.pinned(id));
        residence.require(bytesOf(made));
        verifications.queue(made, false);
        return of(id).getFirst();
    }

    private List<PinnedVersion> bytesOf(MergeMade made) {
        return Stream.concat(made.task().inputs().keySet().stream().map(catalog::resolve), Stream.of(made.version()))
                .toList();
    }

    private UUID find(String namespace, String name, String version) {
        return catalog.find(new VersionReference(new ModelName(namespace, name), version));
    }

    private UUID merge(UUID version, String reference) {
        return jdbc.sql("select merge_id from version where id = :id and merge_id is not null")
                .param("id", version)
                .query(UUID.class)
                .optional()
                .orElseThrow(() -> new GraftException(
                        EvaluationError.VERIFICATION_IMPOSSIBLE,
                        reference,
                        "No merge made %s, so there is no recipe that it could be held to".formatted(reference),
                        "Name a version that a merge made."));
    }

    private List<VerificationView> of(UUID version) {
        return jdbc.sql("""
                        select v.*, r.reference from verification v join version_reference r on r.id = v.version_id
                         where v.version_id = :version order by v.id desc
                        """).param("version", version).query(this::view).list();
    }

    private VerificationView view(ResultSet row, int index) throws SQLException {
        String verdict = row.getString("verdict");
        String levels = row.getString("levels");
        String error = row.getString("error");
        return new VerificationView(
                row.getObject("id", UUID.class),
                row.getString("reference"),
                row.getBoolean("binding"),
                VerificationView.State.valueOf(row.getString("state")),
                verdict == null ? null : Verdict.valueOf(verdict),
                row.getString("summary"),
                levels == null ? null : json.readTree(levels),
                progress(row.getObject("job_id", UUID.class)),
                error == null ? null : json.readValue(error, Failure.class),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                EvaluationListing.instant(row, "finished_at"));
    }

    private Progress progress(@Nullable UUID job) {
        return job == null
                ? Progress.STARTING
                : jobs.jobs(List.of(job)).stream()
                        .findFirst()
                        .map(Job::progress)
                        .orElse(Progress.STARTING);
    }
}
