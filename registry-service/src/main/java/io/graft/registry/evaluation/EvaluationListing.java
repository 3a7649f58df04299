package io.graft.registry.evaluation;

import io.graft.core.forgetting.Rule;
import io.graft.core.job.Job;
import io.graft.core.job.Progress;
import io.graft.core.job.Task;
import io.graft.registry.job.Jobs;
import io.graft.registry.model.Cursor;
import io.graft.registry.model.Page;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Reads evaluations for clients, with the progress that their jobs report. */
@Component
class EvaluationListing {
    private static final Progress QUEUED = new Progress("queued", 0, 0);
    private static final Progress DONE = new Progress("done", 0, 0);
    private static final String EVALUATIONS = """
            select e.*, s.namespace || '/' || s.name || '@' || s.number as suite,
                   (select reference from version_reference where id = e.subject_id) as subject,
                   (select json_agg(json_build_object(
                              'position', a.position, 'name', a.name, 'role', a.role, 'model', a.model,
                              'adapters', a.adapter_names, 'result', case when r.done then r.id end, 'reused', a.reused)
                            order by a.position)
                      from named_arm a left join result r on r.id = a.result_id where a.evaluation_id = e.id) as arms
              from evaluation e join suite s on s.id = e.suite_id
            """;

    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final Jobs jobs;

    EvaluationListing(JdbcClient jdbc, JsonMapper json, Jobs jobs) {
        this.jdbc = jdbc;
        this.json = json;
        this.jobs = jobs;
    }

    EvaluationView evaluation(UUID id) {
        return withProgress(jdbc.sql(EVALUATIONS + " where e.id = :id")
                        .param("id", id)
                        .query(this::row)
                        .list())
                .stream()
                .findFirst()
                .orElseThrow(() -> EvaluationError.notFound(id));
    }

    /** The newest first. */
    Page<EvaluationView> evaluations(@Nullable EvaluationState state, Cursor cursor, int limit) {
        List<Row> rows = jdbc.sql(EVALUATIONS + """
                         where (:state::text is null or e.state = :state) and (:before::uuid is null or e.id < :before::uuid)
                         order by e.id desc
                         limit :limit
                        """)
                .param("state", state == null ? null : state.name())
                .param("before", before(cursor))
                .param("limit", limit + 1)
                .query(this::row)
                .list();
        return Page.of(
                withProgress(rows),
                limit,
                evaluation -> new Cursor(evaluation.id().toString()));
    }

    private List<EvaluationView> withProgress(List<Row> rows) {
        Map<UUID, Job> found = jobs
                .jobs(rows.stream().map(Row::job).filter(Objects::nonNull).toList())
                .stream()
                .collect(Collectors.toMap(Job::id, Function.identity()));
        return rows.stream().map(row -> row.with(found.get(row.job()))).toList();
    }

    private Row row(ResultSet row, int index) throws SQLException {
        String rule = row.getString("rule");
        String error = row.getString("error");
        EvaluationView view = new EvaluationView(
                row.getObject("id", UUID.class),
                EvaluationState.valueOf(row.getString("state")),
                row.getString("suite"),
                List.of(json.readValue(row.getString("arms"), EvaluationView.ArmView[].class)),
                json.readValue(row.getString("settings"), Task.RunSettings.class),
                row.getString("subject"),
                rule == null ? null : json.readValue(rule, Rule.class),
                QUEUED,
                0,
                error == null ? null : json.readValue(error, Failure.class),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                instant(row, "started_at"),
                instant(row, "finished_at"));
        return new Row(row.getObject("job_id", UUID.class), view);
    }

    static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }

    static @Nullable UUID before(Cursor cursor) {
        try {
            return cursor.equals(Cursor.START) ? null : UUID.fromString(cursor.after());
        } catch (IllegalArgumentException e) {
            throw Cursor.malformed(e);
        }
    }

    /** @param job none where nothing had to be run */
    private record Row(@Nullable UUID job, EvaluationView view) {
        EvaluationView with(@Nullable Job running) {
            return new EvaluationView(
                    view.id(),
                    view.state(),
                    view.suite(),
                    view.arms(),
                    view.settings(),
                    view.subject(),
                    view.rule(),
                    progress(running),
                    running == null ? 0 : running.attempt(),
                    view.error(),
                    view.createdAt(),
                    view.startedAt(),
                    view.finishedAt());
        }

        private Progress progress(@Nullable Job running) {
            if (running == null) {
                return DONE;
            }
            return view.state() == EvaluationState.QUEUED ? QUEUED : running.progress();
        }
    }
}
