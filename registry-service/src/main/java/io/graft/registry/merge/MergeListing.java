package io.graft.registry.merge;

import io.graft.core.artifact.Digest;
import io.graft.core.job.Job;
import io.graft.core.job.Progress;
import io.graft.core.preflight.Finding;
import io.graft.registry.job.Jobs;
import io.graft.registry.merge.MergeView.Failure;
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

/** Reads merges for clients, with the progress that their jobs report. */
@Component
class MergeListing {
    private static final Progress QUEUED = new Progress("queued", 0, 0);

    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final Jobs jobs;

    MergeListing(JdbcClient jdbc, JsonMapper json, Jobs jobs) {
        this.jdbc = jdbc;
        this.json = json;
        this.jobs = jobs;
    }

    MergeView merge(UUID id) {
        return withProgress(jdbc.sql("select * from merge where id = :id")
                        .param("id", id)
                        .query(this::row)
                        .list())
                .stream()
                .findFirst()
                .orElseThrow(() -> MergeError.notFound(id));
    }

    /** The newest first. */
    Page<MergeView> merges(@Nullable MergeState state, Cursor cursor, int limit) {
        List<Row> rows = jdbc.sql("""
                        select * from merge
                         where (:state::text is null or state = :state) and (:before::uuid is null or id < :before::uuid)
                         order by id desc
                         limit :limit
                        """)
                .param("state", state == null ? null : state.name())
                .param("before", before(cursor))
                .param("limit", limit + 1)
                .query(this::row)
                .list();
        return Page.of(withProgress(rows), limit, merge -> new Cursor(merge.id().toString()));
    }

    private List<MergeView> withProgress(List<Row> rows) {
        Map<UUID, Job> found = jobs.jobs(rows.stream().map(Row::job).toList()).stream()
                .collect(Collectors.toMap(Job::id, Function.identity()));
        return rows.stream()
                .map(row -> row.with(Objects.requireNonNull(found.get(row.job()))))
                .toList();
    }

    private Row row(ResultSet row, int index) throws SQLException {
        MergeView merge = new MergeView(
                row.getObject("id", UUID.class),
                MergeState.valueOf(row.getString("state")),
                new Digest(row.getString("recipe_id")),
                row.getString("output"),
                row.getObject("version", Integer.class),
                List.of(json.readValue(row.getString("inputs"), Input[].class)),
                List.of(json.readValue(row.getString("findings"), Finding[].class)),
                QUEUED,
                0,
                failure(row.getString("error")),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                instant(row.getObject("started_at", OffsetDateTime.class)),
                instant(row.getObject("finished_at", OffsetDateTime.class)));
        return new Row(row.getObject("job_id", UUID.class), merge);
    }

    private @Nullable Failure failure(@Nullable String text) {
        return text == null ? null : json.readValue(text, Failure.class);
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

    private record Row(UUID job, MergeView merge) {
        MergeView with(Job found) {
            return new MergeView(
                    merge.id(),
                    merge.state(),
                    merge.recipeId(),
                    merge.output(),
                    merge.version(),
                    merge.inputs(),
                    merge.findings(),
                    merge.state() == MergeState.QUEUED ? QUEUED : found.progress(),
                    found.attempt(),
                    merge.error(),
                    merge.createdAt(),
                    merge.startedAt(),
                    merge.finishedAt());
        }
    }
}
