package io.graft.registry.release;

import io.graft.core.preflight.Finding;
import io.graft.registry.model.Cursor;
import io.graft.registry.model.ModelName;
import io.graft.registry.model.Page;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Reads runs for clients, each page in one query. */
@Component
class RunListing {
    private static final String RUNS = """
            select u.*, r.namespace || '/' || r.name || '@' || r.number as rule,
                   released.reference as released, made.reference as made,
                   (select coalesce(json_agg(json_build_object('number', s.number, 'state', s.state, 'note', s.note,
                                                               'actor', s.actor, 'at', s.at) order by s.number), '[]')
                      from release_step s where s.run_id = u.id) as steps,
                   (select coalesce(json_agg(json_build_object('role', a.role, 'approved', a.approved, 'reason', a.reason,
                                                               'actor', a.actor, 'at', a.at) order by a.role), '[]')
                      from release_approval a where a.run_id = u.id) as approvals
              from release_run u
              join release_rule r on r.id = u.rule_id
              join version_reference released on released.id = u.released_id
              left join version_reference made on made.id = u.version_id
            """;

    private final JdbcClient jdbc;
    private final JsonMapper json;

    RunListing(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    /**
     * Which runs are wanted; null for any.
     *
     * @param rule in any of its writings
     * @param target {@code namespace/name@alias}
     * @param cause such as {@code release <id>}
     */
    record Filter(
            @Nullable RunState state,
            @Nullable ModelName rule,
            @Nullable String target,
            @Nullable String cause) {}

    RunView run(UUID id) {
        return jdbc.sql(RUNS + " where u.id = :id")
                .param("id", id)
                .query(this::view)
                .optional()
                .orElseThrow(() -> Runs.notFound(id));
    }

    /** The newest first. */
    Page<RunView> runs(Filter filter, Cursor cursor, int limit) {
        List<RunView> rows = jdbc.sql(RUNS + """
                         where (:state::text is null or u.state = :state)
                           and (:rule::text is null or r.namespace || '/' || r.name = :rule)
                           and (:target::text is null or u.target = :target)
                           and (:cause::text is null or u.cause = :cause)
                           and (:before::uuid is null or u.id < :before::uuid)
                         order by u.id desc limit :limit
                        """)
                .param("state", filter.state() == null ? null : filter.state().name())
                .param("rule", filter.rule() == null ? null : filter.rule().toString())
                .param("target", filter.target())
                .param("cause", filter.cause())
                .param("before", before(cursor))
                .param("limit", limit + 1)
                .query(this::view)
                .list();
        return Page.of(rows, limit, run -> new Cursor(run.id().toString()));
    }

    private RunView view(ResultSet row, int index) throws SQLException {
        String error = row.getString("error");
        return new RunView(
                row.getObject("id", UUID.class),
                row.getString("rule"),
                RunState.valueOf(row.getString("state")),
                row.getString("cause"),
                row.getString("released"),
                row.getInt("depth"),
                row.getString("target"),
                row.getObject("alias_step", Integer.class),
                row.getString("recipe"),
                row.getObject("merge_id", UUID.class),
                row.getString("made"),
                row.getObject("evaluation_id", UUID.class),
                row.getObject("verdict_id", UUID.class),
                error == null ? null : json.readValue(error, Finding.class),
                row.getString("actor"),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                instant(row.getObject("started_at", OffsetDateTime.class)),
                instant(row.getObject("finished_at", OffsetDateTime.class)),
                List.of(json.readValue(row.getString("steps"), RunView.Step[].class)),
                List.of(json.readValue(row.getString("approvals"), RunView.Approval[].class)));
    }

    private static @Nullable Instant instant(@Nullable OffsetDateTime time) {
        return time == null ? null : time.toInstant();
    }

    private static @Nullable UUID before(Cursor cursor) {
        try {
            return cursor.equals(Cursor.START) ? null : UUID.fromString(cursor.after());
        } catch (IllegalArgumentException e) {
            throw Cursor.malformed(e);
        }
    }
}
