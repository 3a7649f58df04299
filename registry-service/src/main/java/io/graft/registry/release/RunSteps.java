package io.graft.registry.release;

import io.graft.core.GraftException;
import io.graft.core.preflight.Finding;
import io.graft.core.recipe.Recipe;
import io.graft.registry.evaluation.EvaluationOrders;
import io.graft.registry.merge.MergeOrders;
import io.graft.registry.merge.MergeState;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/** What a run does next in each of its states. */
@Component
class RunSteps {
    private final Runs runs;
    private final Rules rules;
    private final Turns turns;
    private final Judgement judgement;
    private final MergeOrders merges;
    private final EvaluationOrders evaluations;
    private final Diary diary;
    private final TransactionTemplate transaction;
    private final JsonMapper json;
    private final Clock clock;

    RunSteps(
            Runs runs,
            Rules rules,
            Turns turns,
            Judgement judgement,
            MergeOrders merges,
            EvaluationOrders evaluations,
            Diary diary,
            PlatformTransactionManager transactions,
            JsonMapper json,
            Clock clock) {
        this.runs = runs;
        this.rules = rules;
        this.turns = turns;
        this.judgement = judgement;
        this.merges = merges;
        this.evaluations = evaluations;
        this.diary = diary;
        this.transaction = new TransactionTemplate(transactions);
        this.json = json;
        this.clock = clock;
    }

    /**
     * Does the next step, if there is one to be done now.
     *
     * @return whether the run has moved
     * @throws GraftException why the step cannot be done; nothing of it was
     */
    boolean next(UUID id) {
        ReleaseRun run = runs.required(id);
        return switch (run.state()) {
            case QUEUED -> move(run, turns::take);
            case PREPARING -> prepare(run);
            case MERGING -> move(run, this::lookAtMerge);
            case VERIFYING -> move(run, this::lookAtVerification);
            case EVALUATING -> move(run, this::lookAtEvaluation);
            case JUDGING -> move(run, judgement::pass);
            case CANCELLED -> stopWork(run);
            case WAITING, RELEASED, STOPPED, FAILED, SKIPPED -> false;
        };
    }

    /** Ends a run whose step cannot be done. */
    boolean fail(UUID id, GraftException why) {
        return move(runs.required(id), run -> {
            run.fail(json.writeValueAsString(Finding.of(why)), clock.instant());
            diary.write(run, String.valueOf(why.getMessage()));
        });
    }

    /** Preflight reads headers from the store, which no transaction should wait for. */
    private boolean prepare(ReleaseRun run) {
        if (run.recipe().isEmpty()) {
            return move(run, found -> {
                found.verifying(found.released());
                diary.write(found, "nothing to merge: the released version itself is judged");
            });
        }
        Recipe recipe = Recipe.parse(run.recipe().get(), "recipe");
        List<Finding> findings = merges.findings(recipe, rule(run).intoRequired());
        return move(run, found -> {
            found.merging(merges.place(recipe, rule(found).intoRequired(), findings));
            diary.write(found, "merge %s".formatted(found.merge().orElseThrow()));
        });
    }

    private void lookAtMerge(ReleaseRun run) {
        UUID id = run.merge().orElseThrow();
        MergeOrders.Standing merge = merges.standing(id);
        if (merge.version() != null) {
            run.verifying(merge.version().id());
            diary.write(run, "made " + merge.version().reference());
        } else if (merge.state().isFinal()) {
            throw stepFailed("merge " + id, merge.state() == MergeState.CANCELLED ? "it was cancelled" : merge.why());
        }
    }

    private void lookAtVerification(ReleaseRun run) {
        UUID version = run.version().orElseThrow();
        if (evaluations.isBeingVerified(version)) {
            return;
        }
        EvaluationOrders.Order order = rule(run).evaluate();
        if (order == null) {
            run.judging();
            diary.write(run, "nothing to measure");
        } else {
            run.evaluating(evaluations.place(order, judgement.version(run)));
            diary.write(run, "evaluation %s".formatted(run.evaluation().orElseThrow()));
        }
    }

    private void lookAtEvaluation(ReleaseRun run) {
        UUID id = run.evaluation().orElseThrow();
        EvaluationOrders.Standing evaluation = evaluations.standing(id);
        switch (evaluation.state()) {
            case QUEUED, RUNNING -> {}
            case SUCCEEDED -> {
                run.judging();
                diary.write(run, "measured");
            }
            case FAILED -> throw stepFailed("evaluation " + id, evaluation.why());
            case CANCELLED -> throw stepFailed("evaluation " + id, "it was cancelled");
        }
    }

    /** Nobody waits for its merge and its evaluation any more. */
    private boolean stopWork(ReleaseRun run) {
        run.merge().filter(merge -> turns.isNobodyElses(run, merge)).ifPresent(merges::cancel);
        run.evaluation().ifPresent(evaluations::cancel);
        return false;
    }

    private boolean move(ReleaseRun seen, Consumer<ReleaseRun> step) {
        return Boolean.TRUE.equals(transaction.execute(_ -> {
            turns.alone(seen.target());
            ReleaseRun run = runs.requiredLocked(seen.id());
            if (run.state() != seen.state()) {
                return true;
            }
            step.accept(run);
            runs.saveAndFlush(run);
            if (run.state().isFinal()) {
                turns.passOn(run);
            }
            return run.state() != seen.state();
        }));
    }

    private ReleaseRule rule(ReleaseRun run) {
        return rules.written(run.rule()).rule();
    }

    private static GraftException stepFailed(String where, @org.jspecify.annotations.Nullable String why) {
        return new GraftException(
                ReleaseError.RUN_STEP_FAILED,
                where,
                "The %s came to nothing: %s".formatted(where.substring(0, where.indexOf(' ')), why),
                "See %s, and retry the run from there.".formatted(where));
    }
}
