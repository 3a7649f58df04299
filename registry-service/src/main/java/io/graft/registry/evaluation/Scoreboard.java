package io.graft.registry.evaluation;

import io.graft.core.GraftException;
import io.graft.core.artifact.Digest;
import io.graft.core.job.Task;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Reads what was found out about arms. */
@Component
class Scoreboard {
    private static final String SCORES = """
            select distinct on (r.id) r.id, a.name, s.namespace || '/' || s.name || '@' || s.number as suite, e.settings,
                   r.engine, r.created_at,
                   (select json_agg(json_build_object(
                              'task', c.task, 'metric', c.metric, 'filter', c.filter, 'value', c.value,
                              'documents', c.documents, 'error', c.error, 'higherIsBetter', c.higher_is_better)
                            order by c.task, c.filter, c.metric)
                      from score c where c.result_id = r.id) as scores
              from named_arm a
              join evaluation e on e.id = a.evaluation_id
              join suite s on s.id = e.suite_id
              join result r on r.id = a.result_id and r.done
            """;

    private final JdbcClient jdbc;
    private final JsonMapper json;

    Scoreboard(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    /** Of a version without adapters, the newest first; on one suite, or on all. */
    List<ScoreView> of(UUID version, @Nullable UUID suite) {
        return jdbc.sql("select * from (" + SCORES + """
                         where a.version_id = :version and cardinality(a.adapters) = 0
                           and (:suite::uuid is null or e.suite_id = :suite::uuid)
                         order by r.id) scores
                         order by id desc
                        """)
                .param("version", version)
                .param("suite", suite)
                .query(this::view)
                .list();
    }

    /** The newest result of an arm on a suite. */
    ScoreView of(PinnedArm arm, Suites.Pinned suite) {
        return find(arm, suite)
                .orElseThrow(() -> new GraftException(
                        EvaluationError.SCORES_NOT_FOUND,
                        arm.name(),
                        "%s was not run on %s".formatted(arm.name(), suite.reference()),
                        "Ask for it with POST /api/v1/evaluations."));
    }

    Optional<ScoreView> find(PinnedArm arm, Suites.Pinned suite) {
        return jdbc.sql("select * from (" + SCORES + """
                         where a.name = :name and e.suite_id = :suite order by r.id) scores
                         order by id desc limit 1
                        """)
                .param("name", arm.name())
                .param("suite", suite.id())
                .query(this::view)
                .optional();
    }

    /** What has this key, under whatever name it was found out. */
    Optional<ScoreView> of(Digest key) {
        return jdbc.sql(SCORES + " where r.key = :key order by r.id")
                .param("key", key.hex())
                .query(this::view)
                .optional();
    }

    /** The arm of an evaluation that is through. */
    ScoreView of(UUID evaluation, int arm) {
        return jdbc.sql(SCORES + " where a.evaluation_id = :evaluation and a.position = :arm")
                .param("evaluation", evaluation)
                .param("arm", arm)
                .query(this::view)
                .single();
    }

    private ScoreView view(ResultSet row, int index) throws SQLException {
        String scores = row.getString("scores");
        return new ScoreView(
                row.getObject("id", UUID.class),
                row.getString("name"),
                row.getString("suite"),
                json.readValue(row.getString("settings"), Task.RunSettings.class),
                row.getString("engine"),
                scores == null ? List.of() : List.of(json.readValue(scores, ScoreView.Metric[].class)),
                row.getObject("created_at", OffsetDateTime.class).toInstant());
    }
}
