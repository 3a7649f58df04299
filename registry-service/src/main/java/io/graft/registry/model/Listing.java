package io.graft.registry.model;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Reads models for clients, each page in one query. */
@Component
class Listing {
    private static final String MODELS = """
            select m.namespace, m.name, m.kind, m.description, m.tags, m.created_at,
                   (select count(*) from version v where v.model_id = m.id) as versions,
                   (select max(v.number) from version v where v.model_id = m.id and v.state = 'READY'
                      and not exists (select from withdrawn_version w where w.version_id = v.id)) as latest,
                   (select coalesce(json_object_agg(a.name, a.number order by a.name), '{}')
                      from alias a where a.model_id = m.id) as aliases
              from model m
            """;
    private final JdbcClient jdbc;
    private final JsonMapper json;

    Listing(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    ModelView model(ModelName name) {
        return jdbc.sql(MODELS + " where m.namespace = :namespace and m.name = :name")
                .param("namespace", name.namespace())
                .param("name", name.name())
                .query(this::view)
                .optional()
                .orElseThrow(() -> Catalog.missing(name));
    }

    /** Models whose name or description contains the words, sorted by name. */
    Page<ModelView> models(@Nullable ModelKind kind, @Nullable String words, Cursor cursor, int limit) {
        var rows = jdbc.sql(MODELS + """
                         where (:kind::text is null or m.kind = :kind)
                           and (:words::text is null
                                or strpos(lower(m.namespace || '/' || m.name || ' ' || m.description), lower(:words)) > 0)
                           and m.namespace || '/' || m.name > :after
                         order by m.namespace || '/' || m.name
                         limit :limit
                        """)
                .param("kind", kind == null ? null : kind.name())
                .param("words", words)
                .param("after", cursor.after())
                .param("limit", limit + 1)
                .query(this::view)
                .list();
        return Page.of(rows, limit, model -> new Cursor(model.namespace() + "/" + model.name()));
    }

    private ModelView view(ResultSet row, int index) throws SQLException {
        return new ModelView(
                row.getString("namespace"),
                row.getString("name"),
                ModelKind.valueOf(row.getString("kind")),
                row.getString("description"),
                json.readValue(row.getString("tags"), new TypeReference<Map<String, String>>() {}),
                row.getInt("versions"),
                row.getObject("latest", Integer.class),
                json.readValue(row.getString("aliases"), new TypeReference<Map<String, Integer>>() {}),
                row.getObject("created_at", OffsetDateTime.class).toInstant());
    }
}
