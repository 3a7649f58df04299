package io.graft.registry.evaluation;

import io.graft.core.GraftException;
import io.graft.core.job.EvaluationOutputs.Report;
import io.graft.core.job.EvaluationOutputs.Verdict;
import io.graft.core.job.JobState;
import io.graft.core.job.Offer;
import io.graft.core.job.Outcome;
import io.graft.core.job.Task;
import io.graft.core.preflight.Finding;
import io.graft.core.preflight.Severity;
import io.graft.core.recipe.Recipe;
import io.graft.registry.evaluation.VerificationView.State;
import io.graft.registry.job.JobEvent;
import io.graft.registry.job.Jobs;
import io.graft.registry.merge.MergeMade;
import io.graft.registry.merge.Proof;
import io.graft.registry.model.MergedVersions;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/** Has merges of adapters proved, as their last step or after it. */
@Component
class Verifications implements Proof {
    private final JdbcClient jdbc;
    private final Jobs jobs;
    private final MergedVersions versions;
    private final VerificationSettings settings;
    private final JsonMapper json;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    Verifications(
            JdbcClient jdbc,
            Jobs jobs,
            MergedVersions versions,
            VerificationSettings settings,
            JsonMapper json,
            ApplicationEventPublisher events,
            Clock clock) {
        this.jdbc = jdbc;
        this.jobs = jobs;
        this.versions = versions;
        this.settings = settings;
        this.json = json;
        this.events = events;
        this.clock = clock;
    }

    private record Row(
            UUID id,
            UUID version,
            boolean binding,
            @Nullable Verdict verdict,
            @Nullable String summary) {}

    @Override
    public Optional<UUID> demand(MergeMade made) {
        if (settings.mode() == VerificationSettings.Mode.OFF || !mergesAdapters(made.task())) {
            return Optional.empty();
        }
        boolean binding = isBinding();
        UUID job = queue(made, binding);
        return binding ? Optional.of(job) : Optional.empty();
    }

    @Override
    public void requirePassed(UUID job) {
        Row row = find(job).orElseThrow();
        requireReport(row);
        if (row.verdict() == Verdict.FAIL) {
            throw new GraftException(
                    EvaluationError.VERIFICATION_FAILED,
                    "verification " + row.id(),
                    String.valueOf(row.summary()),
                    "See the verification's report; the merge's version is rejected.");
        }
    }

    /** Queues the verification of what a merge made. Returns the job. */
    @Transactional
    public UUID queue(MergeMade made, boolean binding) {
        UUID id = jdbc.sql("select uuidv7()").query(UUID.class).single();
        Task.Input files =
                new Task.Input(made.version().fingerprint(), made.version().files());
        UUID job = jobs.offer(
                Offer.of(new Task.Verify(id, made.task(), made.version().reference(), files)));
        jdbc.sql("""
                insert into verification (id, version_id, merge_id, job_id, binding, state, created_at)
                values (:id, :version, :merge, :job, :binding, 'QUEUED', :now)
                """)
                .param("id", id)
                .param("version", made.version().id())
                .param("merge", made.merge())
                .param("job", job)
                .param("binding", binding)
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .update();
        return job;
    }

    /** In the transaction of whoever holds the lease. */
    void report(UUID verification, Report report) {
        jdbc.sql("""
                update verification set verdict = :verdict, summary = :summary, levels = :levels::jsonb
                 where id = :id and job_id = :job
                """)
                .param("verdict", report.verdict().name())
                .param("summary", report.summary())
                .param("levels", json.writeValueAsString(report.levels()))
                .param("id", verification)
                .param("job", report.job())
                .update();
    }

    @EventListener
    @Transactional(propagation = Propagation.MANDATORY)
    public void follow(JobEvent event) {
        find(event.job()).ifPresent(row -> {
            switch (event) {
                case JobEvent.JobLeased _ -> set(row, State.RUNNING, null);
                case JobEvent.JobReturned _, JobEvent.JobRetried _ -> set(row, State.QUEUED, null);
                case JobEvent.JobSettled settled -> settle(row, settled);
            }
        });
    }

    private void settle(Row row, JobEvent.JobSettled settled) {
        if (settled.state() == JobState.SUCCEEDED) {
            requireReport(row);
        }
        set(row, end(row, settled.state()), settled.error());
        events.publishEvent(new VerificationEnded(row.version()));
        if (!row.binding() && row.verdict() == Verdict.FAIL) {
            versions.withdraw(
                    row.version(),
                    new Finding(
                            EvaluationError.VERIFICATION_FAILED.name(),
                            Severity.ERROR,
                            "verification " + row.id(),
                            String.valueOf(row.summary()),
                            "Do not use this version; see the verification's report, and merge again."));
        }
    }

    /** A verdict counts however its job ended. */
    private static State end(Row row, JobState state) {
        if (row.verdict() != null) {
            return State.DONE;
        }
        return state == JobState.CANCELLED ? State.CANCELLED : State.FAILED;
    }

    private boolean isBinding() {
        return switch (settings.mode()) {
            case REQUIRE -> true;
            case AUTO -> jobs.isWanted(Task.Verify.KIND, settings.workerSeen());
            case RECORD, OFF -> false;
        };
    }

    private static boolean mergesAdapters(Task.Merge merge) {
        return Recipe.parse(merge.recipe(), "recipe").references().stream()
                .anyMatch(reference -> reference.adapterSource().isPresent());
    }

    private void set(Row row, State state, Outcome.@Nullable Failed error) {
        boolean over = state != State.QUEUED && state != State.RUNNING;
        jdbc.sql("""
                update verification set state = :state, error = :error::jsonb, finished_at = :finished where id = :id
                """)
                .param("state", state.name())
                .param("error", error == null ? null : json.writeValueAsString(Failure.of(error)))
                .param("finished", over ? clock.instant().atOffset(ZoneOffset.UTC) : null)
                .param("id", row.id())
                .update();
    }

    private Optional<Row> find(UUID job) {
        return jdbc.sql("select id, version_id, binding, verdict, summary from verification where job_id = :job")
                .param("job", job)
                .query((row, _) -> new Row(
                        row.getObject("id", UUID.class),
                        row.getObject("version_id", UUID.class),
                        row.getBoolean("binding"),
                        row.getString("verdict") == null ? null : Verdict.valueOf(row.getString("verdict")),
                        row.getString("summary")))
                .optional();
    }

    private static void requireReport(Row row) {
        if (row.verdict() == null) {
            throw new GraftException(
                    EvaluationError.VERIFICATION_REPORT_MISSING,
                    "verification " + row.id(),
                    "The verification has no report",
                    "Report what was found before settling the job.");
        }
    }
}
