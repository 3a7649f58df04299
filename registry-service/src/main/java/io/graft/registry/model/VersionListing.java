package io.graft.registry.model;

import io.graft.core.artifact.ArtifactFile;
import io.graft.core.artifact.Digest;
import io.graft.core.preflight.Finding;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads versions for clients, each page in one query. */
@Component
class VersionListing {
    private static final String VERSIONS = """
            select m.namespace || '/' || m.name as model, m.kind, v.number, v.state, v.digest, v.size, v.fingerprint,
                   v.training_facts, v.findings, v.config, v.merge_id, v.recipe_id, v.created_at, v.ready_at,
                   bm.namespace || '/' || bm.name as base_model, b.number as base_number,
                   (select json_agg(json_build_object('path', f.path, 'size', f.size, 'sha256', f.sha256) order by f.path)
                      from version_file f where f.version_id = v.id) as files,
                   array(select a.name from alias a
                          where a.model_id = v.model_id and a.number = v.number order by a.name) as aliases,
                   (select e.evicted_at from eviction e where e.version_id = v.id) as evicted_at,
                   %s
              from version v
              join model m on m.id = v.model_id
              left join version b on b.id = v.base_id
              left join model bm on bm.id = b.model_id
            """.formatted(Withdrawn.COLUMN);
    private final JdbcClient jdbc;
    private final JsonMapper json;

    VersionListing(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    VersionView version(UUID id) {
        return jdbc.sql(VERSIONS + " where v.id = :id")
                .param("id", id)
                .query(this::view)
                .single();
    }

    /** Versions of a model, the newest first. */
    Page<VersionView> versions(ModelName name, Cursor cursor, int limit) {
        List<VersionView> rows = jdbc.sql(VERSIONS + """
                         where m.namespace = :namespace and m.name = :name and v.number < :before
                         order by v.number desc
                         limit :limit
                        """)
                .param("namespace", name.namespace())
                .param("name", name.name())
                .param("before", before(cursor))
                .param("limit", limit + 1)
                .query(this::view)
                .list();
        return Page.of(rows, limit, version -> new Cursor(Integer.toString(version.number())));
    }

    private static int before(Cursor cursor) {
        try {
            return cursor.equals(Cursor.START) ? Integer.MAX_VALUE : Integer.parseInt(cursor.after());
        } catch (NumberFormatException e) {
            throw Cursor.malformed(e);
        }
    }

    private VersionView view(ResultSet row, int index) throws SQLException {
        return new VersionView(
                row.getString("model"),
                ModelKind.valueOf(row.getString("kind")),
                row.getInt("number"),
                VersionState.valueOf(row.getString("state")),
                new Digest(row.getString("digest")),
                row.getLong("size"),
                List.of(json.readValue(row.getString("files"), ArtifactFile[].class)),
                base(row),
                digest(row.getString("fingerprint")),
                tree(row.getString("training_facts")),
                List.of(json.readValue(row.getString("findings"), Finding[].class)),
                tree(row.getString("config")),
                List.of((String[]) row.getArray("aliases").getArray()),
                merge(row),
                Withdrawn.read(row.getString("withdrawn"), json),
                instant(row.getObject("evicted_at", OffsetDateTime.class)),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                instant(row.getObject("ready_at", OffsetDateTime.class)));
    }

    private static VersionView.@Nullable Base base(ResultSet row) throws SQLException {
        String model = row.getString("base_model");
        return model == null ? null : new VersionView.Base(model, row.getInt("base_number"));
    }

    private static VersionView.@Nullable Merge merge(ResultSet row) throws SQLException {
        UUID id = row.getObject("merge_id", UUID.class);
        return id == null ? null : new VersionView.Merge(id, digest(row.getString("recipe_id")));
    }

    private @Nullable JsonNode tree(@Nullable String text) {
        return text == null ? null : json.readTree(text);
    }

    private static @Nullable Digest digest(@Nullable String hex) {
        return hex == null ? null : new Digest(hex);
    }

    private static @Nullable Instant instant(@Nullable OffsetDateTime time) {
        return time == null ? null : time.toInstant();
    }
}
