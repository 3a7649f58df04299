package io.graft.registry.job;

import io.graft.core.job.Job;
import io.graft.core.job.JobState;
import io.graft.core.job.Lease;
import io.graft.core.job.Outcome;
import io.graft.core.job.Progress;
import io.graft.core.job.Task;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Turns rows into jobs and leases, and their parts into JSON. */
@Component
class JobRows {
    private final JsonMapper json;
    private final JobSettings settings;

    JobRows(JsonMapper json, JobSettings settings) {
        this.json = json;
        this.settings = settings;
    }

    String json(Object value) {
        return json.writeValueAsString(value);
    }

    Lease lease(ResultSet row, int index) throws SQLException {
        return new Lease(
                row.getObject("id", UUID.class),
                row.getLong("lease_epoch"),
                row.getInt("attempt"),
                settings.heartbeat(),
                task(row, index));
    }

    Task task(ResultSet row, int index) throws SQLException {
        return json.readValue(row.getString("task"), Task.class);
    }

    Outcome outcome(ResultSet row, int index) throws SQLException {
        return json.readValue(row.getString("outcome"), Outcome.class);
    }

    Job job(ResultSet row, int index) throws SQLException {
        return new Job(
                row.getObject("id", UUID.class),
                row.getString("kind"),
                JobState.valueOf(row.getString("state")),
                row.getInt("priority"),
                row.getInt("attempt"),
                row.getInt("max_attempts"),
                row.getLong("lease_epoch"),
                row.getString("lease_worker"),
                new Progress(row.getString("phase"), row.getLong("done_bytes"), row.getLong("total_bytes")),
                row.getBoolean("cancel_requested"),
                error(row.getString("error")),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                instant(row.getObject("finished_at", OffsetDateTime.class)));
    }

    static LockedJob locked(ResultSet row, int index) throws SQLException {
        return new LockedJob(
                row.getObject("id", UUID.class),
                JobState.valueOf(row.getString("state")),
                row.getLong("lease_epoch"),
                row.getString("lease_worker"),
                row.getInt("attempt"),
                row.getInt("max_attempts"),
                row.getBoolean("cancel_requested"),
                row.getBoolean("expired"),
                row.getBoolean("lease_confirmed"));
    }

    private Outcome.@Nullable Failed error(@Nullable String text) {
        return text == null ? null : json.readValue(text, Outcome.Failed.class);
    }

    private static @Nullable Instant instant(@Nullable OffsetDateTime time) {
        return time == null ? null : time.toInstant();
    }
}
