package io.graft.registry.evaluation;

import io.graft.core.GraftException;
import io.graft.core.job.JobState;
import io.graft.core.job.Outcome;
import io.graft.registry.job.JobEvent;
import java.time.Clock;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/** Moves an evaluation along with its job, in the job's transaction. */
@Component
class EvaluationJobs {
    private final Evaluations evaluations;
    private final Requests requests;
    private final Results results;
    private final ApplicationEventPublisher events;
    private final JsonMapper json;
    private final Clock clock;

    EvaluationJobs(
            Evaluations evaluations,
            Requests requests,
            Results results,
            ApplicationEventPublisher events,
            JsonMapper json,
            Clock clock) {
        this.evaluations = evaluations;
        this.requests = requests;
        this.results = results;
        this.events = events;
        this.json = json;
        this.clock = clock;
    }

    @EventListener
    @Transactional(propagation = Propagation.MANDATORY)
    public void follow(JobEvent event) {
        evaluations.findLockedByJobId(event.job()).ifPresent(evaluation -> {
            follow(evaluation, event);
            evaluations.saveAndFlush(evaluation);
            if (evaluation.state().isFinal()) {
                events.publishEvent(new EvaluationEnded(evaluation.id(), evaluation.state()));
            }
        });
    }

    private void follow(Evaluation evaluation, JobEvent event) {
        switch (event) {
            case JobEvent.JobLeased _ -> begin(evaluation);
            case JobEvent.JobReturned _ -> evaluation.returnToQueue();
            case JobEvent.JobRetried _ -> retry(evaluation);
            case JobEvent.JobSettled settled -> settle(evaluation, settled.state(), settled.error());
        }
    }

    private void begin(Evaluation evaluation) {
        evaluation.begin(clock.instant());
        events.publishEvent(new EvaluationBegan(evaluation.id()));
    }

    /** A retry by hand comes too late where the same was asked for again meanwhile. */
    private void retry(Evaluation evaluation) {
        requests.underWay(evaluation.key()).ifPresent(other -> {
            throw new GraftException(
                    EvaluationError.EVALUATION_SUPERSEDED,
                    evaluation.id().toString(),
                    "Evaluation %s does the same as this one".formatted(other),
                    "Use that one.");
        });
        evaluation.returnToQueue();
    }

    private void settle(Evaluation evaluation, JobState state, Outcome.@Nullable Failed error) {
        switch (state) {
            case SUCCEEDED -> succeed(evaluation);
            case FAILED, DEAD ->
                evaluation.fail(json.writeValueAsString(Failure.of(Objects.requireNonNull(error))), clock.instant());
            case CANCELLED -> evaluation.cancel(clock.instant());
            case QUEUED, LEASED -> throw new IllegalStateException("%s is not an end".formatted(state));
        }
    }

    private void succeed(Evaluation evaluation) {
        if (results.anyMissing(evaluation.id())) {
            throw new GraftException(
                    EvaluationError.RESULT_MISSING,
                    evaluation.id().toString(),
                    "Not every arm of the evaluation has its result",
                    "Declare and complete a result for each arm before settling the job.");
        }
        evaluation.succeed(clock.instant());
        evaluations.saveAndFlush(evaluation);
        events.publishEvent(new EvaluationDone(evaluation.id()));
    }
}
