package io.graft.registry.mlflow;

import io.graft.registry.model.VersionReference;
import io.graft.registry.model.VersionState;
import io.graft.registry.model.Withdrawn;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Reads versions in MLflow's words. */
@Component
class MlflowVersions {
    private static final String VERSIONS = """
            select v.id, m.namespace || '/' || m.name as name, v.number as version_number, v.state, v.created_at,
                   coalesce(v.ready_at, v.touched_at) as updated_at,
                   'registry://' || m.namespace || '/' || m.name || '/' || v.number as source_path,
                   coalesce((select n.value from version_note n
                              where n.version_id = v.id and n.key = '%s'), '') as run_id,
                   coalesce((select jsonb_object_agg(n.key, n.value)
                               from version_note n where n.version_id = v.id), '{}')
                       || jsonb_build_object('registry.kind', lower(m.kind), 'registry.digest', 'sha256:' || v.digest,
                                             'registry.size', v.size::text) as tags,
                   array(select a.name from alias a
                          where a.model_id = v.model_id and a.number = v.number order by a.name) as aliases,
                   %s
              from version v
              join model m on m.id = v.model_id
            """.formatted(VersionNotes.RUN, Withdrawn.COLUMN);

    private final JdbcClient jdbc;
    private final JsonMapper json;

    MlflowVersions(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    private record Row(UUID id, MlflowVersion version) {}

    MlflowVersion version(UUID id) {
        return Optional.ofNullable(among(List.of(id)).get(id)).orElseThrow();
    }

    /** These versions, in one query. */
    Map<UUID, MlflowVersion> among(Collection<UUID> ids) {
        return jdbc
                .sql(VERSIONS + " where v.id = any(:ids::uuid[])")
                .param("ids", ids.toArray(UUID[]::new))
                .query(this::row)
                .list()
                .stream()
                .collect(Collectors.toMap(Row::id, Row::version));
    }

    /** False also where there is none of that number. */
    boolean isReady(VersionReference version) {
        return jdbc.sql("""
                        select exists (select from version v join model m on m.id = v.model_id
                                        where m.namespace = :namespace and m.name = :name and v.state = 'READY'
                                          and v.number::text = :number)
                        """)
                .param("namespace", version.model().namespace())
                .param("name", version.model().name())
                .param("number", version.selector())
                .query(Boolean.class)
                .single();
    }

    MlflowVersion.Answers search(Search search) {
        List<Row> rows = search.rows(jdbc, VERSIONS, this::row);
        return new MlflowVersion.Answers(
                search.page(rows).stream().map(Row::version).toList(), search.next(rows));
    }

    private Row row(ResultSet row, int index) throws SQLException {
        Map<String, String> tags = json.readValue(row.getString("tags"), new TypeReference<Map<String, String>>() {});
        Withdrawn withdrawn = Withdrawn.read(row.getString("withdrawn"), json);
        Function<String, String> note = key -> tags.getOrDefault(key, "");
        return new Row(
                row.getObject("id", UUID.class),
                new MlflowVersion(
                        row.getString("name"),
                        Integer.toString(row.getInt("version_number")),
                        millis(row, "created_at"),
                        millis(row, "updated_at"),
                        MlflowVersion.NO_STAGE,
                        note.apply(VersionNotes.DESCRIPTION),
                        row.getString("source_path"),
                        row.getString("run_id"),
                        note.apply(VersionNotes.RUN_LINK),
                        status(VersionState.valueOf(row.getString("state"))),
                        withdrawn == null ? null : "This version " + withdrawn.sentence(),
                        MlflowTag.of(tags),
                        List.of((String[]) row.getArray("aliases").getArray())));
    }

    static long millis(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant().toEpochMilli();
    }

    private static String status(VersionState state) {
        return switch (state) {
            case PENDING -> "PENDING_REGISTRATION";
            case READY -> "READY";
            case REJECTED -> "FAILED_REGISTRATION";
        };
    }
}
