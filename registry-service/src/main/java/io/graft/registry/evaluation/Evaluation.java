package io.graft.registry.evaluation;

import io.graft.core.artifact.Digest;
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

/** One run of a suite on one or more arms. Its job moves it along. */
@Entity
@SuppressWarnings("UnusedVariable") // Hibernate reads the fields
class Evaluation {
    @Id
    @GeneratedValue
    @UuidGenerator(style = UuidGenerator.Style.VERSION_7)
    private @Nullable UUID id;

    @jakarta.persistence.Version
    private @Nullable Long rowVersion;

    private Digest key;

    @Enumerated(EnumType.STRING)
    private EvaluationState state = EvaluationState.QUEUED;

    private UUID suiteId;
    private @Nullable UUID jobId;

    @JdbcTypeCode(SqlTypes.JSON)
    private String settings;

    private @Nullable UUID subjectId;

    @JdbcTypeCode(SqlTypes.JSON)
    private @Nullable String rule;

    @JdbcTypeCode(SqlTypes.JSON)
    private @Nullable String error;

    private Instant createdAt;
    private @Nullable Instant startedAt;
    private @Nullable Instant finishedAt;

    @SuppressWarnings("NullAway.Init")
    protected Evaluation() {}

    Evaluation(Digest key, UUID suite, String settings, Instant now) {
        this.key = key;
        this.suiteId = suite;
        this.settings = settings;
        this.createdAt = now;
    }

    /** When all arms are through, the forgetting of this version is judged by this rule. */
    Evaluation judging(UUID subject, String byRule) {
        this.subjectId = subject;
        this.rule = byRule;
        return this;
    }

    UUID id() {
        return Objects.requireNonNull(id);
    }

    Digest key() {
        return key;
    }

    UUID suite() {
        return suiteId;
    }

    /** JSON of {@link io.graft.core.job.Task.RunSettings}. */
    String settings() {
        return settings;
    }

    EvaluationState state() {
        return state;
    }

    /** None where every arm had its result already. */
    Optional<UUID> job() {
        return Optional.ofNullable(jobId);
    }

    Optional<UUID> subject() {
        return Optional.ofNullable(subjectId);
    }

    /** JSON of a {@link io.graft.core.forgetting.Rule}; there is one where there is a subject. */
    String rule() {
        return Objects.requireNonNull(rule);
    }

    void becomes(UUID job) {
        jobId = job;
    }

    void begin(Instant now) {
        require(EvaluationState.QUEUED);
        state = EvaluationState.RUNNING;
        startedAt = now;
    }

    /** Its worker is gone, or a person wants it to be tried again. */
    void returnToQueue() {
        if (state == EvaluationState.SUCCEEDED) {
            throw illegal();
        }
        state = EvaluationState.QUEUED;
        startedAt = null;
        finishedAt = null;
        error = null;
    }

    void succeed(Instant now) {
        finish(EvaluationState.SUCCEEDED, now);
    }

    void fail(String why, Instant now) {
        error = why;
        finish(EvaluationState.FAILED, now);
    }

    void cancel(Instant now) {
        finish(EvaluationState.CANCELLED, now);
    }

    private void finish(EvaluationState end, Instant now) {
        if (state.isFinal()) {
            throw illegal();
        }
        state = end;
        finishedAt = now;
    }

    private void require(EvaluationState expected) {
        if (state != expected) {
            throw illegal();
        }
    }

    private IllegalStateException illegal() {
        return new IllegalStateException(
                "Evaluation %s is %s; its job says otherwise: indicates a bug".formatted(id, state));
    }
}
