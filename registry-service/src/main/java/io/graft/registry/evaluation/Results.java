package io.graft.registry.evaluation;

import io.graft.core.artifact.ArtifactFile;
import io.graft.core.artifact.Digest;
import io.graft.core.job.EvaluationOutputs;
import io.graft.core.transfer.UploadPlan;
import io.graft.registry.model.PinnedVersion;
import io.graft.registry.storage.Blobs;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** What was found out, by the key of what was asked of what. */
@Component
class Results {
    private final JdbcClient jdbc;
    private final Blobs blobs;
    private final Samples samples;
    private final JsonMapper json;
    private final Clock clock;

    Results(JdbcClient jdbc, Blobs blobs, Samples samples, JsonMapper json, Clock clock) {
        this.jdbc = jdbc;
        this.blobs = blobs;
        this.samples = samples;
        this.json = json;
        this.clock = clock;
    }

    private record Row(ArtifactFile file, @Nullable UUID upload) {}

    /** The result that has this key. */
    Optional<UUID> find(Digest key) {
        return jdbc.sql("select id from result where key = :key and done")
                .param("key", key.hex())
                .query(UUID.class)
                .optional();
    }

    /** @param result if there is one already */
    void addArm(UUID evaluation, int position, PinnedArm arm, Digest key, @Nullable UUID result) {
        jdbc.sql("""
                insert into evaluation_arm (evaluation_id, position, role, version_id, adapters, key, reused, result_id)
                values (:evaluation, :position, :role, :version, :adapters::uuid[], :key, :reused, :result)
                """)
                .param("evaluation", evaluation)
                .param("position", position)
                .param("role", arm.roleName())
                .param("version", arm.model().id())
                .param(
                        "adapters",
                        arm.adapters().stream().map(PinnedVersion::id).toArray(UUID[]::new))
                .param("key", key.hex())
                .param("reused", result != null)
                .param("result", result)
                .update();
    }

    /** Arms that have no finished result. */
    boolean anyMissing(UUID evaluation) {
        return jdbc.sql("""
                        select exists (select from evaluation_arm a left join result r on r.id = a.result_id
                                        where a.evaluation_id = :evaluation and not coalesce(r.done, false))
                        """)
                .param("evaluation", evaluation)
                .query(Boolean.class)
                .single();
    }

    /** In the transaction of whoever holds the lease. What an earlier attempt declared and did not finish gives way. */
    UUID declare(UUID evaluation, int arm, EvaluationOutputs.Result found) {
        Digest key = key(evaluation, arm);
        UUID id = insert(key, found);
        discardUnfinished(evaluation, arm);
        setResult(evaluation, arm, id);
        Set<Digest> here =
                blobs.refer(id, found.files().stream().map(ArtifactFile::sha256).toList());
        found.files().forEach(file -> insertFile(id, file, here));
        return id;
    }

    /** What is still to be sent. To be called while answering a request. */
    List<UploadPlan> uploads(UUID result) {
        List<UploadPlan> plans = new ArrayList<>();
        for (Row row : rows(result)) {
            UUID upload = row.upload();
            if (upload != null && blobs.isOpen(upload)) {
                plans.add(blobs.plan(upload, row.file().path()));
            }
        }
        return plans;
    }

    /** Reads back what was sent, outside of any transaction. */
    void readBack(UUID result) {
        for (Row row : rows(result)) {
            UUID upload = row.upload();
            if (upload != null && !blobs.contains(row.file().sha256())) {
                blobs.finish(upload, io.graft.registry.storage.BlobReader.PLAIN);
            }
        }
    }

    /** What an arm declared last. */
    UUID declared(UUID evaluation, int arm) {
        return jdbc.sql("select result_id from evaluation_arm where evaluation_id = :evaluation and position = :arm")
                .param("evaluation", evaluation)
                .param("arm", arm)
                .query(UUID.class)
                .optional()
                .orElseThrow(() -> EvaluationError.notFound(evaluation));
    }

    /** In the transaction of whoever holds the lease. Whoever was first with a key stays; results never change. */
    void finish(UUID evaluation, int arm, UUID result) {
        Digest key = key(evaluation, arm);
        jdbc.sql("select pg_advisory_xact_lock(hashtextextended(:key, 0))")
                .param("key", "result " + key.hex())
                .query((_, _) -> key)
                .single();
        Optional<UUID> first = find(key);
        if (first.isPresent()) {
            discardUnless(first.get(), evaluation, arm, result);
            return;
        }
        jdbc.sql("update result set done = true where id = :id")
                .param("id", result)
                .update();
        insertScores(result);
        rows(result).forEach(row -> samples.index(result, row.file()));
    }

    /** A new run that was asked for by force has a result of its own only if there is none: equal keys, equal results. */
    private void discardUnless(UUID first, UUID evaluation, int arm, UUID result) {
        setResult(evaluation, arm, first);
        if (!first.equals(result)) {
            delete(result);
        }
    }

    private void discardUnfinished(UUID evaluation, int arm) {
        jdbc.sql("""
                        select r.id from evaluation_arm a join result r on r.id = a.result_id
                         where a.evaluation_id = :evaluation and a.position = :arm and not r.done
                        """)
                .param("evaluation", evaluation)
                .param("arm", arm)
                .query(UUID.class)
                .list()
                .forEach(before -> {
                    setResult(evaluation, arm, null);
                    delete(before);
                });
    }

    private void delete(UUID result) {
        blobs.release(result);
        jdbc.sql("delete from result where id = :id").param("id", result).update();
    }

    private void setResult(UUID evaluation, int arm, @Nullable UUID result) {
        jdbc.sql("update evaluation_arm set result_id = :result where evaluation_id = :evaluation and position = :arm")
                .param("result", result)
                .param("evaluation", evaluation)
                .param("arm", arm)
                .update();
    }

    private Digest key(UUID evaluation, int arm) {
        return jdbc.sql("select key from evaluation_arm where evaluation_id = :evaluation and position = :arm")
                .param("evaluation", evaluation)
                .param("arm", arm)
                .query(String.class)
                .optional()
                .map(Digest::new)
                .orElseThrow(() -> EvaluationError.notFound(evaluation));
    }

    private UUID insert(Digest key, EvaluationOutputs.Result found) {
        return jdbc.sql("""
                        insert into result (key, engine, tasks, scores, created_at)
                        values (:key, :engine, :tasks::jsonb, :scores::jsonb, :now) returning id
                        """)
                .param("key", key.hex())
                .param("engine", found.engine())
                .param("tasks", json.writeValueAsString(found.tasks()))
                .param("scores", json.writeValueAsString(found.scores()))
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .query(UUID.class)
                .single();
    }

    private void insertFile(UUID result, ArtifactFile file, Set<Digest> here) {
        jdbc.sql("""
                insert into result_file (result_id, path, size, sha256, upload_id)
                values (:result, :path, :size, :sha256, :upload)
                """)
                .param("result", result)
                .param("path", file.path())
                .param("size", file.size())
                .param("sha256", file.sha256().hex())
                .param("upload", here.contains(file.sha256()) ? null : blobs.begin(file.sha256(), file.size()))
                .update();
    }

    private void insertScores(UUID result) {
        jdbc.sql("""
                insert into score (result_id, task, metric, filter, value, documents, error, higher_is_better)
                select r.id, s.task, s.metric, s.filter, s.value, s.documents, s.error, s."higherIsBetter"
                  from result r,
                       jsonb_to_recordset(r.scores) as s(task text, metric text, filter text, value double precision,
                                                         documents integer, error double precision, "higherIsBetter" boolean)
                 where r.id = :result
                """).param("result", result).update();
    }

    private List<Row> rows(UUID result) {
        return jdbc.sql("select path, size, sha256, upload_id from result_file where result_id = :result order by path")
                .param("result", result)
                .query(Results::row)
                .list();
    }

    private static Row row(ResultSet row, int index) throws SQLException {
        return new Row(
                new ArtifactFile(row.getString("path"), row.getLong("size"), new Digest(row.getString("sha256"))),
                row.getObject("upload_id", UUID.class));
    }
}
