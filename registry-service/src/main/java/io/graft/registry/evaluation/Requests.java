package io.graft.registry.evaluation;

import io.graft.core.artifact.Digest;
import io.graft.core.forgetting.Rule;
import io.graft.core.job.Capabilities;
import io.graft.core.job.Offer;
import io.graft.core.job.Task;
import io.graft.registry.access.Audit;
import io.graft.registry.job.Jobs;
import io.graft.registry.model.PinnedVersion;
import io.graft.registry.model.Residence;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/** Queues evaluations. What has a result is not run again, and what is under way is not begun twice. */
@Component("evaluationRequests")
class Requests {
    private final Evaluations evaluations;
    private final Results results;
    private final Residence residence;
    private final Jobs jobs;
    private final JdbcClient jdbc;
    private final Audit audit;
    private final JsonMapper json;
    private final Clock clock;
    private final ApplicationEventPublisher events;

    Requests(
            Evaluations evaluations,
            Results results,
            Residence residence,
            Jobs jobs,
            JdbcClient jdbc,
            Audit audit,
            JsonMapper json,
            Clock clock,
            ApplicationEventPublisher events) {
        this.evaluations = evaluations;
        this.results = results;
        this.residence = residence;
        this.jobs = jobs;
        this.jdbc = jdbc;
        this.audit = audit;
        this.json = json;
        this.clock = clock;
        this.events = events;
    }

    /**
     * What is asked for.
     *
     * @param subject the version whose forgetting is judged, by the rule
     */
    record Wanted(
            Suites.Pinned suite,
            List<PinnedArm> arms,
            Task.RunSettings settings,
            @Nullable PinnedVersion subject,
            @Nullable Rule rule) {
        Digest key() {
            return Digest.of(arms.stream()
                            .map(arm -> arm.roleName() + " " + arm.name() + " " + key(arm).hex())
                            .collect(Collectors.joining("\n"))
                    + "\n" + (subject == null ? "" : subject.reference()) + "\n" + rule);
        }

        Digest key(PinnedArm arm) {
            return arm.key(suite.digest(), settings);
        }
    }

    /** What the arms consist of, by name. */
    static Map<String, Task.Input> inputs(List<PinnedArm> arms) {
        return arms.stream()
                .flatMap(PinnedArm::versions)
                .collect(Collectors.toMap(
                        PinnedVersion::reference,
                        version -> new Task.Input(version.fingerprint(), version.files()),
                        (one, _) -> one));
    }

    private static List<String> names(List<PinnedArm> arms) {
        return arms.stream().map(PinnedArm::name).toList();
    }

    /** An evaluation that does this: a new one, or the one that is under way. */
    record Queued(UUID id, boolean isNew) {}

    @Transactional
    public Queued queue(Wanted wanted, boolean again) {
        Digest key = wanted.key();
        alone(key);
        return underWay(key)
                .map(id -> new Queued(id, false))
                .orElseGet(() -> new Queued(insert(key, wanted, again), true));
    }

    private UUID insert(Digest key, Wanted wanted, boolean again) {
        Evaluation evaluation =
                new Evaluation(key, wanted.suite().id(), json.writeValueAsString(wanted.settings()), clock.instant());
        if (wanted.subject() != null) {
            evaluation.judging(wanted.subject().id(), json.writeValueAsString(wanted.rule()));
        }
        evaluations.saveAndFlush(evaluation);
        List<Task.Arm> missing = new ArrayList<>();
        for (int position = 0; position < wanted.arms().size(); position++) {
            insert(evaluation.id(), position, wanted, again).ifPresent(missing::add);
        }
        audit.record(
                "evaluation.ask",
                "evaluation " + evaluation.id(),
                null,
                Map.of("suite", wanted.suite().reference(), "arms", names(wanted.arms())));
        offer(evaluation, wanted, missing);
        return evaluation.id();
    }

    /** Returns the arm if it has to be run. */
    private Optional<Task.Arm> insert(UUID evaluation, int position, Wanted wanted, boolean again) {
        PinnedArm arm = wanted.arms().get(position);
        Digest key = wanted.key(arm);
        Optional<UUID> result = again ? Optional.empty() : results.find(key);
        results.addArm(evaluation, position, arm, key, result.orElse(null));
        return result.isPresent()
                ? Optional.empty()
                : Optional.of(new Task.Arm(
                        position,
                        key,
                        arm.model().reference(),
                        arm.adapters().stream().map(PinnedVersion::reference).toList()));
    }

    private void offer(Evaluation evaluation, Wanted wanted, List<Task.Arm> missing) {
        if (missing.isEmpty()) {
            evaluation.succeed(clock.instant());
            evaluations.saveAndFlush(evaluation);
            events.publishEvent(new EvaluationDone(evaluation.id()));
            events.publishEvent(new EvaluationEnded(evaluation.id(), evaluation.state()));
            return;
        }
        residence.require(wanted.arms().stream().flatMap(PinnedArm::versions).toList());
        Task.Evaluate task = new Task.Evaluate(
                evaluation.id(), wanted.suite().files(), missing, inputs(wanted.arms()), wanted.settings());
        boolean gpu = wanted.settings().device().equals("cuda");
        evaluation.becomes(jobs.offer(Offer.of(task).withNeeds(new Capabilities(gpu, 0))));
        evaluations.saveAndFlush(evaluation);
    }

    /** By its job, which comes before the evaluation wherever both are locked. */
    @Transactional
    public void cancel(UUID evaluation, UUID job) {
        jobs.cancel(job);
        audit.record("evaluation.cancel", "evaluation " + evaluation, null, Map.of("cancelRequested", true));
    }

    Optional<UUID> underWay(Digest key) {
        return jdbc.sql("select id from evaluation where key = :key and state in ('QUEUED', 'RUNNING')")
                .param("key", key.hex())
                .query(UUID.class)
                .optional();
    }

    /** Whoever asks for the same waits here until this transaction has ended. */
    private void alone(Digest key) {
        jdbc.sql("select pg_advisory_xact_lock(hashtextextended(:key, 0))")
                .param("key", "evaluation " + key.hex())
                .query((_, _) -> key)
                .single();
    }
}
