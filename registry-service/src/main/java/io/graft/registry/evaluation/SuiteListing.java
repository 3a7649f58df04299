package io.graft.registry.evaluation;

import io.graft.core.artifact.ArtifactFile;
import io.graft.core.artifact.Digest;
import io.graft.registry.model.Cursor;
import io.graft.registry.model.ModelName;
import io.graft.registry.model.Page;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Reads suites for clients, each page in one query. */
@Component
class SuiteListing {
    private static final String SUITES = """
            select s.*,
                   (select json_agg(json_build_object('path', f.path, 'size', f.size, 'sha256', f.sha256) order by f.path)
                      from suite_file f where f.suite_id = s.id) as files
              from suite s
            """;

    private final JdbcClient jdbc;
    private final JsonMapper json;

    SuiteListing(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    SuiteView suite(UUID id) {
        return jdbc.sql(SUITES + " where s.id = :id")
                .param("id", id)
                .query(this::view)
                .single();
    }

    /** The newest version of each suite, by name. */
    Page<SuiteView> suites(Cursor cursor, int limit) {
        List<SuiteView> rows = jdbc.sql(SUITES + """
                         where s.namespace || '/' || s.name > :after
                           and s.number = (select max(n.number) from suite n
                                            where n.namespace = s.namespace and n.name = s.name)
                         order by s.namespace || '/' || s.name
                         limit :limit
                        """)
                .param("after", cursor.after())
                .param("limit", limit + 1)
                .query(this::view)
                .list();
        return Page.of(rows, limit, suite -> new Cursor(suite.suite()));
    }

    /** The newest first. */
    Page<SuiteView> versions(ModelName name, Cursor cursor, int limit) {
        List<SuiteView> rows = jdbc.sql(SUITES + """
                         where s.namespace = :namespace and s.name = :name and s.number < :before
                         order by s.number desc limit :limit
                        """)
                .param("namespace", name.namespace())
                .param("name", name.name())
                .param("before", before(cursor))
                .param("limit", limit + 1)
                .query(this::view)
                .list();
        if (rows.isEmpty() && cursor.equals(Cursor.START)) {
            throw Suites.notFound(name.toString());
        }
        return Page.of(rows, limit, suite -> new Cursor(Integer.toString(suite.number())));
    }

    private static int before(Cursor cursor) {
        try {
            return cursor.equals(Cursor.START) ? Integer.MAX_VALUE : Integer.parseInt(cursor.after());
        } catch (NumberFormatException e) {
            throw Cursor.malformed(e);
        }
    }

    private SuiteView view(ResultSet row, int index) throws SQLException {
        List<SuiteView.TaskView> tasks = List.of(json.readValue(row.getString("tasks"), SuiteView.TaskView[].class));
        return new SuiteView(
                row.getString("namespace") + "/" + row.getString("name"),
                row.getInt("number"),
                new Digest(row.getString("digest")),
                row.getString("description"),
                tasks,
                tasks.stream().mapToLong(SuiteView.TaskView::documents).sum(),
                List.of(json.readValue(row.getString("files"), ArtifactFile[].class)),
                row.getObject("created_at", OffsetDateTime.class).toInstant());
    }
}
