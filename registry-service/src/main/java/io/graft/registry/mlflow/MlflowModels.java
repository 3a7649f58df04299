package io.graft.registry.mlflow;

import io.graft.registry.model.Catalog;
import io.graft.registry.model.ModelName;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Reads models in MLflow's words. */
@Component
class MlflowModels {
    private static final String MODELS = """
            select m.namespace || '/' || m.name as name, m.description, m.created_at,
                   greatest(m.created_at,
                            (select max(v.ready_at) from version v where v.model_id = m.id),
                            (select max(a.moved_at) from alias a where a.model_id = m.id)) as updated_at,
                   m.tags || jsonb_build_object('registry.kind', lower(m.kind)) as tags,
                   (select coalesce(json_agg(json_build_object('alias', a.name, 'version', a.number::text)
                                             order by a.name), '[]')
                      from alias a where a.model_id = m.id) as aliases,
                   (select v.id from version v
                     where v.model_id = m.id and v.state = 'READY'
                       and not exists (select from withdrawn_version w where w.version_id = v.id)
                     order by v.number desc limit 1) as latest
              from model m
            """;

    private final Catalog catalog;
    private final MlflowVersions versions;
    private final JdbcClient jdbc;
    private final JsonMapper json;

    MlflowModels(Catalog catalog, MlflowVersions versions, JdbcClient jdbc, JsonMapper json) {
        this.catalog = catalog;
        this.versions = versions;
        this.jdbc = jdbc;
        this.json = json;
    }

    private record Row(MlflowModel model, @Nullable UUID latest) {}

    MlflowModel model(ModelName name) {
        catalog.requireModel(name);
        return withLatest(jdbc.sql(MODELS + " where m.namespace = :namespace and m.name = :name")
                        .param("namespace", name.namespace())
                        .param("name", name.name())
                        .query(this::row)
                        .list())
                .getFirst();
    }

    MlflowModel.Answers search(Search search) {
        List<Row> rows = search.rows(jdbc, MODELS, this::row);
        return new MlflowModel.Answers(withLatest(search.page(rows)), search.next(rows));
    }

    private List<MlflowModel> withLatest(List<Row> rows) {
        Map<UUID, MlflowVersion> latest = versions.among(
                rows.stream().map(Row::latest).filter(Objects::nonNull).toList());
        return rows.stream()
                .map(row -> row.latest() == null
                        ? row.model()
                        : row.model().withLatest(Objects.requireNonNull(latest.get(row.latest()))))
                .toList();
    }

    private Row row(ResultSet row, int index) throws SQLException {
        return new Row(
                new MlflowModel(
                        row.getString("name"),
                        MlflowVersions.millis(row, "created_at"),
                        MlflowVersions.millis(row, "updated_at"),
                        row.getString("description"),
                        List.of(),
                        MlflowTag.of(
                                json.readValue(row.getString("tags"), new TypeReference<Map<String, String>>() {})),
                        List.of(json.readValue(row.getString("aliases"), MlflowModel.Alias[].class))),
                row.getObject("latest", UUID.class));
    }
}
