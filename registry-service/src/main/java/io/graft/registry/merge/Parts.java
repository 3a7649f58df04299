package io.graft.registry.merge;

import io.graft.core.job.MadePart;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** The parts of merges that were cut. Whoever changes one holds the merge's row. */
@Component
class Parts {
    private final JdbcClient jdbc;
    private final JsonMapper json;

    Parts(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    void add(UUID merge, int number, UUID job) {
        jdbc.sql("insert into merge_part (merge_id, number, job_id) values (:merge, :number, :job)")
                .param("merge", merge)
                .param("number", number)
                .param("job", job)
                .update();
    }

    /** In their order; none of a merge that was not cut. */
    List<Part> of(UUID merge) {
        return jdbc.sql("select * from merge_part where merge_id = :merge order by number")
                .param("merge", merge)
                .query(this::row)
                .list();
    }

    Optional<Part> ofJob(UUID job) {
        return jdbc.sql("select * from merge_part where job_id = :job")
                .param("job", job)
                .query(this::row)
                .optional();
    }

    /** Whether a merge that is under way waits for this job. */
    boolean wants(UUID job) {
        return jdbc.sql("""
                        select 1 from merge_part p join merge m on m.id = p.merge_id
                         where p.job_id = :job and m.state in ('QUEUED', 'RUNNING')
                        """).param("job", job).query(Integer.class).optional().isPresent();
    }

    void declare(Part part, MadePart made) {
        jdbc.sql("update merge_part set made = :made::jsonb where job_id = :job")
                .param("made", json.writeValueAsString(made))
                .param("job", part.job())
                .update();
    }

    void finish(Part part) {
        jdbc.sql("update merge_part set done = true where job_id = :job")
                .param("job", part.job())
                .update();
    }

    /** Has it made anew by this job. */
    void restart(Part part, UUID job) {
        jdbc.sql("update merge_part set job_id = :new, made = null, done = false where job_id = :old")
                .param("new", job)
                .param("old", part.job())
                .update();
    }

    private Part row(ResultSet row, int index) throws SQLException {
        return new Part(
                row.getObject("merge_id", UUID.class),
                row.getInt("number"),
                row.getObject("job_id", UUID.class),
                made(row.getString("made")),
                row.getBoolean("done"));
    }

    private @Nullable MadePart made(@Nullable String text) {
        return text == null ? null : json.readValue(text, MadePart.class);
    }
}
