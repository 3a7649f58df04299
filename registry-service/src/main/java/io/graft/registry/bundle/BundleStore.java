package io.graft.registry.bundle;

import io.graft.core.GraftException;
import io.graft.core.artifact.Digest;
import io.graft.registry.model.Cursor;
import io.graft.registry.model.ModelName;
import io.graft.registry.model.Page;
import io.graft.registry.model.VersionReference;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Keeps bundles. Whatever is kept never changes. */
@Component
class BundleStore {
    private static final String BUNDLES = """
            select b.*, r.reference as base, v.digest as base_digest,
                   (select json_agg(json_build_object('task', a.task, 'adapter', json_build_object(
                              'id', a.adapter_id, 'reference', ar.reference, 'digest', av.digest)) order by a.task)
                      from bundle_adapter a
                      join version av on av.id = a.adapter_id
                      join version_reference ar on ar.id = a.adapter_id
                     where a.bundle_id = b.id) as adapters
              from bundle b
              join version v on v.id = b.base_id
              join version_reference r on r.id = b.base_id
            """;

    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final Clock clock;

    BundleStore(JdbcClient jdbc, JsonMapper json, Clock clock) {
        this.jdbc = jdbc;
        this.json = json;
        this.clock = clock;
    }

    /** Alone with a name until the transaction ends: numbers have no gaps. */
    void lock(ModelName name) {
        jdbc.sql("select pg_advisory_xact_lock(hashtextextended(:key, 0))")
                .param("key", "bundle " + name)
                .query((_, _) -> name)
                .single();
    }

    Bundle insert(NewBundle bundle, PinnedBundle pinned) {
        UUID id = jdbc.sql("""
                        insert into bundle (namespace, name, number, digest, description, base_id, created_at)
                        select :namespace, :name, coalesce(max(number), 0) + 1, :digest, :description, :base, :now
                          from bundle where namespace = :namespace and name = :name
                        returning id
                        """)
                .param("namespace", bundle.name().namespace())
                .param("name", bundle.name().name())
                .param("digest", pinned.digest().hex())
                .param("description", bundle.describedAs())
                .param("base", pinned.base().id())
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .query(UUID.class)
                .single();
        pinned.adapters().forEach((task, adapter) -> insert(id, task, adapter.id()));
        return one("b.id = :id", "id", id).orElseThrow();
    }

    Optional<Bundle> same(ModelName name, Digest digest) {
        return jdbc.sql(BUNDLES + """
                         where b.namespace = :namespace and b.name = :name and b.digest = :digest
                         order by b.number desc limit 1
                        """)
                .param("namespace", name.namespace())
                .param("name", name.name())
                .param("digest", digest.hex())
                .query(this::row)
                .optional();
    }

    /** By number, by alias, or the latest. */
    Bundle find(String reference) {
        VersionReference parsed = VersionReference.parse(reference);
        return jdbc.sql(BUNDLES + """
                         where b.namespace = :namespace and b.name = :name
                           and (:latest or b.number = :number
                                or b.number = (select a.number from bundle_alias a
                                                where a.namespace = b.namespace and a.name = b.name and a.alias = :alias))
                         order by b.number desc limit 1
                        """)
                .param("namespace", parsed.model().namespace())
                .param("name", parsed.model().name())
                .param("latest", parsed.selector().equals("latest"))
                .param("number", parsed.number().orElse(0))
                .param("alias", parsed.selector())
                .query(this::row)
                .optional()
                .orElseThrow(() -> notFound(reference));
    }

    /** The newest version of each bundle, by name. */
    Page<Bundle> bundles(Cursor cursor, int limit) {
        List<Bundle> rows = jdbc.sql(BUNDLES + """
                         where b.namespace || '/' || b.name > :after
                           and b.number = (select max(n.number) from bundle n
                                            where n.namespace = b.namespace and n.name = b.name)
                         order by b.namespace || '/' || b.name
                         limit :limit
                        """)
                .param("after", cursor.after())
                .param("limit", limit + 1)
                .query(this::row)
                .list();
        return Page.of(rows, limit, bundle -> new Cursor(bundle.name().toString()));
    }

    private Optional<Bundle> one(String condition, String parameter, Object value) {
        return jdbc.sql(BUNDLES + " where " + condition)
                .param(parameter, value)
                .query(this::row)
                .optional();
    }

    private void insert(UUID bundle, String task, UUID adapter) {
        jdbc.sql("insert into bundle_adapter (bundle_id, task, adapter_id) values (:bundle, :task, :adapter)")
                .param("bundle", bundle)
                .param("task", task)
                .param("adapter", adapter)
                .update();
    }

    private static GraftException notFound(String reference) {
        return BundleError.BUNDLE_NOT_FOUND.at(
                reference,
                "There is no bundle %s".formatted(reference),
                "List the bundles with GET /api/v1/bundles, or make it with POST.");
    }

    private Bundle row(ResultSet row, int index) throws SQLException {
        return new Bundle(
                row.getObject("id", UUID.class),
                new ModelName(row.getString("namespace"), row.getString("name")),
                row.getInt("number"),
                new Digest(row.getString("digest")),
                row.getString("description"),
                new Bundle.Part(
                        row.getObject("base_id", UUID.class),
                        row.getString("base"),
                        new Digest(row.getString("base_digest"))),
                List.of(json.readValue(row.getString("adapters"), Bundle.Member[].class)),
                row.getObject("created_at", OffsetDateTime.class).toInstant());
    }
}
