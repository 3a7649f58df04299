package io.graft.registry.merge;

import io.graft.core.artifact.Digest;
import io.graft.core.job.Job;
import io.graft.core.job.JobState;
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
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Reads merges for clients, with the progress that their jobs report. */
@Component
class MergeListing {
    private static final Progress QUEUED = new Progress("queued", 0, 0);
    private static final Progress PROVING = new Progress(Progress.VERIFYING, 0, 0);

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
        Map<UUID, List<UUID>> parts = parts(rows);
        Map<UUID, Job> found = jobs
                .jobs(Stream.concat(
                                rows.stream().map(Row::job).filter(Objects::nonNull),
                                parts.values().stream().flatMap(List::stream))
                        .toList())
                .stream()
                .collect(Collectors.toMap(Job::id, Function.identity()));
        return rows.stream()
                .map(row -> row.with(
                        found.get(row.job()),
                        parts.getOrDefault(row.merge().id(), List.of()).stream()
                                .map(found::get)
                                .toList()))
                .toList();
    }

    /** The jobs of the parts of those merges that were cut. */
    private Map<UUID, List<UUID>> parts(List<Row> rows) {
        List<UUID> cut = rows.stream()
                .map(Row::merge)
                .filter(merge -> merge.parts() > 1)
                .map(MergeView::id)
                .toList();
        Map<UUID, List<UUID>> parts = new HashMap<>();
        if (!cut.isEmpty()) {
            jdbc.sql("select merge_id, job_id from merge_part where merge_id in (:cut)")
                    .param("cut", cut)
                    .query((row, _) -> parts.computeIfAbsent(
                                    row.getObject("merge_id", UUID.class), _ -> new ArrayList<>())
                            .add(row.getObject("job_id", UUID.class)))
                    .list();
        }
        return parts;
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
                row.getInt("parts"),
                0,
                row.getLong("shard_bytes"),
                failure(row.getString("error")),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                instant(row.getObject("started_at", OffsetDateTime.class)),
                instant(row.getObject("finished_at", OffsetDateTime.class)));
        return new Row(row.getObject("job_id", UUID.class), row.getBoolean("proving"), merge);
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

    /**
     * @param job that makes the version; null while parts are being made
     * @param proving whether it only proves what was made
     */
    private record Row(@Nullable UUID job, boolean proving, MergeView merge) {
        MergeView with(@Nullable Job last, List<Job> parts) {
            List<Job> makers = parts.isEmpty() && last != null ? List.of(last) : parts;
            return new MergeView(
                    merge.id(),
                    merge.state(),
                    merge.recipeId(),
                    merge.output(),
                    merge.version(),
                    merge.inputs(),
                    merge.findings(),
                    progress(last, parts),
                    Math.max(attempts(parts), last == null ? 0 : last.attempt()),
                    merge.parts(),
                    (int) makers.stream()
                            .map(Job::state)
                            .filter(JobState.SUCCEEDED::equals)
                            .count(),
                    merge.shardBytes(),
                    merge.error(),
                    merge.createdAt(),
                    merge.startedAt(),
                    merge.finishedAt());
        }

        private static int attempts(List<Job> jobs) {
            return jobs.stream().mapToInt(Job::attempt).max().orElse(0);
        }

        private Progress progress(@Nullable Job last, List<Job> parts) {
            if (merge.state() == MergeState.QUEUED) {
                return QUEUED;
            }
            if (proving && last != null && last.state() == JobState.QUEUED) {
                return PROVING;
            }
            return last == null || last.state() == JobState.QUEUED ? PartProgress.of(parts) : last.progress();
        }
    }
}
