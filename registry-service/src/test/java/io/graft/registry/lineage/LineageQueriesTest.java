package io.graft.registry.lineage;

import static org.assertj.core.api.Assertions.assertThat;

import io.graft.registry.QueryCounter;
import io.graft.registry.TestDatabase;
import java.util.List;
import java.util.UUID;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/** The surroundings of a version take two queries, however far they reach. */
class LineageQueriesTest {
    private static final QueryCounter DATABASE = database();
    private static final JdbcClient JDBC = JdbcClient.create(DATABASE);
    private static final int LENGTH = 60;

    /** A chain in which each version is half of the one before, the first of them withdrawn. */
    @BeforeAll
    static void fill() {
        JDBC.sql("""
                insert into model (id, namespace, name, kind, description, last_number, created_at, row_version)
                values (uuidv7(), 'long', 'chain', 'MERGED', '', 60, now(), 0)
                """).update();
        JDBC.sql("""
                insert into version (id, model_id, number, state, digest, size, findings, created_at, touched_at,
                                     verified_at, ready_at, row_version)
                select uuidv7(), m.id, n, 'READY', repeat('a', 64), 0, '[]', now(), now(), now(), now(), 0
                  from model m, generate_series(1, 60) n
                """).update();
        JDBC.sql("""
                insert into lineage_edge (child_id, position, parent_id, relation, weight)
                select c.id, 0, p.id, 'MERGE', 0.5 from version c join version p on p.number = c.number - 1
                """).update();
        JDBC.sql("""
                insert into withdrawal (version_id, kind, reason, actor, created_at)
                select id, 'DATA', 'Poisoned', 'somebody', now() from version where number = 1
                """).update();
        JDBC.sql("insert into taint (withdrawal_id, version_id) select w.id, v.id from withdrawal w, version v")
                .update();
    }

    @Test
    void everythingThatContainsAVersion() {
        Descendants descendants = new Descendants(JDBC);
        UUID first = version(1);

        assertThat(DATABASE.during(() -> descendants.of(first))).isEqualTo(2);

        List<Descendant> found = descendants.of(first);
        assertThat(found).hasSize(LENGTH);
        assertThat(found.getLast().version()).isEqualTo("long/chain@60");
        assertThat(found.getLast().depth()).isEqualTo(LENGTH - 1);
        assertThat(found.getLast().weight()).isEqualTo(Math.pow(0.5, LENGTH - 1));
    }

    @Test
    void aGraphWithWhatWasWithdrawnInIt() {
        Graphs graphs = new Graphs(JDBC, new JsonMapper());
        UUID middle = version(30);

        assertThat(DATABASE.during(() -> graphs.around(middle, Direction.BOTH, 100)))
                .isEqualTo(2);

        assertThat(graphs.around(middle, Direction.BOTH, 100).nodes())
                .hasSize(LENGTH)
                .allSatisfy(node -> assertThat(node.withdrawn()).isNotNull());
    }

    private static UUID version(int number) {
        return JDBC.sql("select id from version where number = :number")
                .param("number", number)
                .query((row, _) -> row.getObject("id", UUID.class))
                .single();
    }

    private static QueryCounter database() {
        PGSimpleDataSource database = new PGSimpleDataSource();
        database.setUrl(TestDatabase.fresh());
        Flyway.configure().dataSource(database).load().migrate();
        return new QueryCounter(database);
    }
}
