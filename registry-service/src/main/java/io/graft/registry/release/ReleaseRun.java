package io.graft.registry.release;

import io.graft.core.GraftException;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.annotations.UuidGenerator;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/** One run of a release rule on one released version. {@link Conductor} moves it along. */
@Entity
@SuppressWarnings("UnusedVariable") // Hibernate reads the fields
class ReleaseRun {
    @Id
    @GeneratedValue
    @UuidGenerator(style = UuidGenerator.Style.VERSION_7)
    private @Nullable UUID id;

    @jakarta.persistence.Version
    private @Nullable Long rowVersion;

    private UUID ruleId;

    @Enumerated(EnumType.STRING)
    private RunState state = RunState.QUEUED;

    private String cause;
    private UUID releasedId;
    private int depth;
    private String target;
    private @Nullable Integer aliasStep;
    private @Nullable String recipe;
    private @Nullable UUID mergeId;
    private @Nullable UUID versionId;
    private @Nullable UUID evaluationId;
    private @Nullable UUID verdictId;

    @JdbcTypeCode(SqlTypes.JSON)
    private @Nullable String error;

    private String actor;
    private Instant createdAt;
    private @Nullable Instant startedAt;
    private @Nullable Instant finishedAt;

    @SuppressWarnings("NullAway.Init")
    protected ReleaseRun() {}

    ReleaseRun(UUID rule, String cause, UUID released, int depth, String target, String actor, Instant now) {
        this.ruleId = rule;
        this.cause = cause;
        this.releasedId = released;
        this.depth = depth;
        this.target = target;
        this.actor = actor;
        this.createdAt = now;
    }

    UUID id() {
        return Objects.requireNonNull(id);
    }

    /** Who set it off. */
    String actor() {
        return actor;
    }

    UUID rule() {
        return ruleId;
    }

    RunState state() {
        return state;
    }

    UUID released() {
        return releasedId;
    }

    int depth() {
        return depth;
    }

    String target() {
        return target;
    }

    /** How often the alias had been moved when the run took its turn. */
    int aliasStep() {
        return Objects.requireNonNull(aliasStep);
    }

    /** The recipe with everything pinned, as canonical JSON; none where nothing is merged. */
    Optional<String> recipe() {
        return Optional.ofNullable(recipe);
    }

    Optional<UUID> merge() {
        return Optional.ofNullable(mergeId);
    }

    /** What may be released: what the merge made, or the released version itself. */
    Optional<UUID> version() {
        return Optional.ofNullable(versionId);
    }

    Optional<UUID> evaluation() {
        return Optional.ofNullable(evaluationId);
    }

    /** What the gate said last. */
    Optional<UUID> verdict() {
        return Optional.ofNullable(verdictId);
    }

    /** Takes its turn: from here on it knows what it works with. */
    void begin(int step, @Nullable String pinned, Instant now) {
        require(RunState.QUEUED);
        aliasStep = step;
        recipe = pinned;
        startedAt = now;
        state = RunState.PREPARING;
    }

    void merging(UUID merge) {
        require(RunState.PREPARING);
        mergeId = merge;
        state = RunState.MERGING;
    }

    /** There is a version, made or found. */
    void verifying(UUID version) {
        require(RunState.PREPARING, RunState.MERGING);
        versionId = version;
        state = RunState.VERIFYING;
    }

    void evaluating(UUID evaluation) {
        require(RunState.VERIFYING);
        evaluationId = evaluation;
        state = RunState.EVALUATING;
    }

    void judging() {
        require(RunState.VERIFYING, RunState.EVALUATING, RunState.WAITING);
        state = RunState.JUDGING;
    }

    void waiting(UUID verdict) {
        require(RunState.JUDGING);
        verdictId = verdict;
        state = RunState.WAITING;
    }

    void released(UUID verdict, Instant now) {
        require(RunState.JUDGING);
        verdictId = verdict;
        end(RunState.RELEASED, now);
    }

    void stopped(UUID verdict, Instant now) {
        require(RunState.JUDGING);
        verdictId = verdict;
        end(RunState.STOPPED, now);
    }

    void rejected(Instant now) {
        require(RunState.WAITING);
        end(RunState.STOPPED, now);
    }

    void fail(String why, Instant now) {
        error = why;
        end(RunState.FAILED, now);
    }

    void cancel(Instant now) {
        end(RunState.CANCELLED, now);
    }

    void skip(Instant now) {
        require(RunState.QUEUED);
        end(RunState.SKIPPED, now);
    }

    /** Goes on from a step, with what was made before it. */
    void retry(RetryStep step) {
        if (!state.isFinal() || state == RunState.RELEASED) {
            throw wrong("is %s and cannot be retried".formatted(state), "Wait until it has ended, or cancel it.");
        }
        if ((step != RetryStep.START && aliasStep == null) || (step.needsVersion() && versionId == null)) {
            throw new GraftException(
                    ReleaseError.RUN_STEP_IMPOSSIBLE,
                    "run " + id,
                    "The run never came as far as that",
                    "Retry it from an earlier step, such as start.");
        }
        finishedAt = null;
        error = null;
        state = step.state();
        forget(step);
    }

    private void forget(RetryStep step) {
        verdictId = null;
        if (step != RetryStep.JUDGE) {
            evaluationId = null;
        }
        if (!step.needsVersion()) {
            mergeId = null;
            versionId = null;
        }
    }

    GraftException wrong(String what, String remedy) {
        return new GraftException(ReleaseError.RUN_STATE_WRONG, "run " + id, "The run " + what, remedy);
    }

    private void end(RunState end, Instant now) {
        if (state.isFinal()) {
            throw wrong("is %s already".formatted(state), "There is nothing left to do.");
        }
        state = end;
        finishedAt = now;
    }

    private void require(RunState... expected) {
        if (!List.of(expected).contains(state)) {
            throw wrong("is %s".formatted(state), "See where it stands, and decide again.");
        }
    }
}
