package io.graft.registry.merge;

import io.graft.core.artifact.Digest;
import io.graft.registry.model.ModelName;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.annotations.UuidGenerator;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/** One run of a recipe on pinned inputs. Its job moves it along. */
@Entity
@SuppressWarnings("UnusedVariable") // Hibernate reads the fields
class Merge {
    @Id
    @GeneratedValue
    @UuidGenerator(style = UuidGenerator.Style.VERSION_7)
    private @Nullable UUID id;

    @jakarta.persistence.Version
    private @Nullable Long rowVersion;

    private Digest key;

    @Enumerated(EnumType.STRING)
    private MergeState state = MergeState.QUEUED;

    private Digest recipeId;
    private String output;
    private @Nullable Integer version;
    private @Nullable UUID jobId;
    private int parts;
    private long shardBytes;
    private boolean cancelRequested;
    private boolean proving;

    @JdbcTypeCode(SqlTypes.JSON)
    private String inputs;

    @JdbcTypeCode(SqlTypes.JSON)
    private String findings;

    @JdbcTypeCode(SqlTypes.JSON)
    private @Nullable String error;

    private Instant createdAt;
    private @Nullable Instant startedAt;
    private @Nullable Instant finishedAt;

    @SuppressWarnings("NullAway.Init")
    protected Merge() {}

    Merge(Digest key, Digest recipe, ModelName output, Cut cut, String inputs, String findings, Instant now) {
        this.key = key;
        this.recipeId = recipe;
        this.output = output.toString();
        this.parts = cut.parts();
        this.shardBytes = cut.shardBytes();
        this.inputs = inputs;
        this.findings = findings;
        this.createdAt = now;
    }

    UUID id() {
        return Objects.requireNonNull(id);
    }

    /** The job that makes the version; none while the parts of a merge that was cut are being made. */
    Optional<UUID> job() {
        return Optional.ofNullable(jobId);
    }

    boolean isCut() {
        return parts > 1;
    }

    Digest key() {
        return key;
    }

    Digest recipe() {
        return recipeId;
    }

    ModelName output() {
        return ModelName.parse(output);
    }

    /** JSON of a list of {@link Input}. */
    String inputs() {
        return inputs;
    }

    MergeState state() {
        return state;
    }

    /** Belongs to this job from now on. */
    void becomes(UUID job) {
        jobId = job;
    }

    /** What it made is proved by this job before anybody sees it. */
    void isProvedBy(UUID job) {
        proving = true;
        becomes(job);
    }

    boolean proving() {
        return proving;
    }

    /** A worker has begun on it, or on one more part of it. */
    void begin(Instant now) {
        if (state == MergeState.RUNNING && isCut()) {
            return;
        }
        require(MergeState.QUEUED);
        state = MergeState.RUNNING;
        startedAt = now;
    }

    /** A person wants it to end. */
    void requestCancel() {
        cancelRequested = true;
    }

    boolean cancelRequested() {
        return cancelRequested;
    }

    /** A person wants it to be tried again. */
    void retry() {
        cancelRequested = false;
        returnToQueue();
    }

    /** Its worker is gone. */
    void returnToQueue() {
        if (state == MergeState.SUCCEEDED) {
            throw illegal();
        }
        state = MergeState.QUEUED;
        startedAt = null;
        finishedAt = null;
        error = null;
    }

    void succeed(int number, Instant now) {
        require(MergeState.RUNNING);
        version = number;
        finish(MergeState.SUCCEEDED, now);
    }

    void fail(String why, Instant now) {
        error = why;
        finish(MergeState.FAILED, now);
    }

    void cancel(Instant now) {
        finish(MergeState.CANCELLED, now);
    }

    private void finish(MergeState end, Instant now) {
        if (state.isFinal()) {
            throw illegal();
        }
        state = end;
        finishedAt = now;
    }

    private void require(MergeState expected) {
        if (state != expected) {
            throw illegal();
        }
    }

    private IllegalStateException illegal() {
        return new IllegalStateException(
                "Merge %s is %s; its job says otherwise: indicates a bug".formatted(id, state));
    }
}
