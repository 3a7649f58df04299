package io.graft.registry.merge;

import io.graft.core.preflight.Finding;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** How versions were merged, for those who tell of it. */
@Component
public class MergeRecords {
    private final JdbcClient jdbc;
    private final JsonMapper json;

    MergeRecords(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    /**
     * A merge.
     *
     * @param output the model that it makes a version of
     * @param recipe in canonical form
     * @param findings what preflight warned of
     */
    public record MergeRecord(
            UUID merge,
            String output,
            JsonNode recipe,
            List<Input> inputs,
            List<Finding> findings,
            @Nullable Instant startedAt) {}

    /** The merge that made a version; empty where none did. */
    public Optional<MergeRecord> of(UUID version) {
        return jdbc.sql("""
                        select g.*, r.document
                          from version v join merge g on g.id = v.merge_id join recipe r on r.id = g.recipe_id
                         where v.id = :version
                        """)
                .param("version", version)
                .query((row, _) -> read(row))
                .optional();
    }

    /** A merge, whatever became of it. */
    public MergeRecord merge(UUID merge) {
        return jdbc.sql("select g.*, r.document from merge g join recipe r on r.id = g.recipe_id where g.id = :merge")
                .param("merge", merge)
                .query((row, _) -> read(row))
                .single();
    }

    private MergeRecord read(ResultSet row) throws SQLException {
        OffsetDateTime started = row.getObject("started_at", OffsetDateTime.class);
        return new MergeRecord(
                row.getObject("id", UUID.class),
                row.getString("output"),
                json.readTree(row.getString("document")),
                List.of(json.readValue(row.getString("inputs"), Input[].class)),
                List.of(json.readValue(row.getString("findings"), Finding[].class)),
                started == null ? null : started.toInstant());
    }
}
