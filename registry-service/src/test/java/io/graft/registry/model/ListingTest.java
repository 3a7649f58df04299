package io.graft.registry.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.graft.registry.QueryCounter;
import io.graft.registry.TestDatabase;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/** Lists take one query, however long they are. */
class ListingTest {
    private static final QueryCounter DATABASE = database();
    private static final JdbcClient JDBC = JdbcClient.create(DATABASE);

    @BeforeAll
    static void fill() {
        JDBC.sql("""
                insert into model (id, namespace, name, kind, description, last_number, created_at, row_version)
                select uuidv7(), 'many', 'model-' || n, 'BASE', '', 0, now(), 0 from generate_series(1, 60) n
                """).update();
        JDBC.sql("""
                insert into version (id, model_id, number, state, digest, size, findings, created_at, touched_at,
                                     verified_at, ready_at, row_version)
                select uuidv7(), m.id, n, 'READY', repeat('a', 64), 0, '[]', now(), now(), now(), now(), 0
                  from model m, generate_series(1, 60) n
                """).update();
        JDBC.sql("""
                insert into withdrawal (version_id, kind, reason, actor, created_at)
                select v.id, 'LICENCE', 'No licence', 'somebody', now()
                  from version v join model m on m.id = v.model_id where m.name = 'model-1' and v.number = 1
                """).update();
        JDBC.sql("""
                insert into taint (withdrawal_id, version_id)
                select w.id, v.id from withdrawal w, version v join model m on m.id = v.model_id
                 where m.name = 'model-1'
                """).update();
        JDBC.sql("insert into alias (model_id, name, number, moved_at) select id, 'champion', 7, now() from model")
                .update();
        JDBC.sql("insert into version_file (version_id, path, size, sha256)"
                        + " select id, 'config.json', 1, repeat('b', 64) from version")
                .update();
    }

    @Test
    void theWithdrawnAmongManyTakeOneQuery() {
        WithdrawnVersions withdrawn = new WithdrawnVersions(JDBC, new JsonMapper());
        List<UUID> all = JDBC.sql("select id from version")
                .query((row, _) -> row.getObject("id", UUID.class))
                .list();

        assertThat(DATABASE.during(() -> withdrawn.among(all))).isEqualTo(1);
        assertThat(withdrawn.among(all)).hasSize(60).allSatisfy((_, why) -> {
            assertThat(why.reason()).isEqualTo("No licence");
            assertThat(why.version()).isEqualTo("many/model-1@1");
        });
    }

    @Test
    void aPageOfModelsTakesOneQuery() {
        Listing listing = new Listing(JDBC, new JsonMapper());

        assertThat(DATABASE.during(() -> listing.models(null, null, Cursor.START, 50)))
                .isEqualTo(1);

        Page<ModelView> page = listing.models(null, null, Cursor.START, 50);
        assertThat(page.items()).hasSize(50).allSatisfy(model -> {
            assertThat(model.versionCount()).isEqualTo(60);
            assertThat(model.latestVersion()).isEqualTo(model.name().equals("model-1") ? null : 60);
            assertThat(model.aliases()).containsEntry("champion", 7);
        });
        assertThat(page.next()).isNotNull();
    }

    @Test
    void aPageOfVersionsTakesOneQuery() {
        VersionListing listing = new VersionListing(JDBC, new JsonMapper());
        ModelName model = new ModelName("many", "model-1");

        assertThat(DATABASE.during(() -> listing.versions(model, Cursor.START, 50)))
                .isEqualTo(1);

        assertThat(listing.versions(model, Cursor.START, 50).items())
                .hasSize(50)
                .allSatisfy(version -> {
                    assertThat(version.files()).hasSize(1);
                    assertThat(Objects.requireNonNull(version.withdrawn()).reason())
                            .isEqualTo("No licence");
                });
    }

    private static QueryCounter database() {
        PGSimpleDataSource database = new PGSimpleDataSource();
        database.setUrl(TestDatabase.fresh());
        Flyway.configure().dataSource(database).load().migrate();
        return new QueryCounter(database);
    }
}
