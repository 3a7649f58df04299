package io.graft.registry.eviction;

import io.graft.core.job.Job;
import io.graft.core.job.JobState;
import io.graft.registry.job.Jobs;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** What the database knows of rebuilds. Whoever changes one has locked its eviction, or its job, before. */
@Component
class RebuildRows {
    private final JdbcClient jdbc;
    private final Jobs jobs;
    private final JsonMapper json;
    private final Clock clock;

    RebuildRows(JdbcClient jdbc, Jobs jobs, JsonMapper json, Clock clock) {
        this.jdbc = jdbc;
        this.jobs = jobs;
        this.json = json;
        this.clock = clock;
    }

    /** Returns whether the version is evicted, and keeps that so until the transaction ends. */
    boolean lockEviction(UUID version) {
        return jdbc.sql("select 1 from eviction where version_id = :version for update")
                .param("version", version)
                .query(Integer.class)
                .optional()
                .isPresent();
    }

    void deleteEviction(UUID version) {
        jdbc.sql("delete from eviction where version_id = :version")
                .param("version", version)
                .update();
    }

    /** The merge that made a version. */
    UUID merge(UUID version) {
        return jdbc.sql("select merge_id from version where id = :version")
                .param("version", version)
                .query(UUID.class)
                .single();
    }

    void insert(UUID version, UUID job) {
        jdbc.sql("""
                insert into rebuild (version_id, job_id, state, created_at) values (:version, :job, 'RUNNING', :now)
                """)
                .param("version", version)
                .param("job", job)
                .param("now", now())
                .update();
    }

    /** The newest of a version. */
    Optional<Rebuild> last(UUID version) {
        return jdbc.sql("select * from rebuild where version_id = :version order by id desc limit 1")
                .param("version", version)
                .query(this::rebuild)
                .optional();
    }

    Optional<UUID> versionOf(UUID job) {
        return jdbc.sql("select version_id from rebuild where job_id = :job")
                .param("job", job)
                .query(UUID.class)
                .optional();
    }

    void run(UUID job) {
        jdbc.sql("update rebuild set state = 'RUNNING', error = null, finished_at = null where job_id = :job")
                .param("job", job)
                .update();
    }

    void succeed(UUID job) {
        jdbc.sql("update rebuild set state = 'SUCCEEDED', finished_at = :now where job_id = :job")
                .param("now", now())
                .param("job", job)
                .update();
    }

    void fail(UUID job, Rebuild.Failure why) {
        jdbc.sql("update rebuild set state = 'FAILED', error = :error::jsonb, finished_at = :now where job_id = :job")
                .param("error", json.writeValueAsString(why))
                .param("now", now())
                .param("job", job)
                .update();
    }

    private Rebuild rebuild(ResultSet row, int index) throws SQLException {
        Job job = jobs.job(row.getObject("job_id", UUID.class));
        String error = row.getString("error");
        OffsetDateTime finished = row.getObject("finished_at", OffsetDateTime.class);
        return new Rebuild(
                row.getObject("id", UUID.class),
                job.id(),
                Rebuild.State.valueOf(row.getString("state")),
                job.state() == JobState.LEASED ? job.progress() : null,
                error == null ? null : json.readValue(error, Rebuild.Failure.class),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                finished == null ? null : finished.toInstant());
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }
}
