package io.graft.registry.evaluation;

import io.graft.core.GraftException;
import io.graft.core.artifact.Digest;
import io.graft.core.job.EvaluationOutputs;
import io.graft.core.job.JobState;
import io.graft.core.job.Offer;
import io.graft.core.job.Task;
import io.graft.registry.job.JobEvent;
import io.graft.registry.job.Jobs;
import io.graft.registry.model.PinnedVersion;
import io.graft.registry.model.Residence;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/** Prompts that people send to several arms at once. */
@Component
class Prompts {
    /** Somebody is looking at the screen. */
    private static final int URGENT = 50;

    private final JdbcClient jdbc;
    private final Residence residence;
    private final Jobs jobs;
    private final JsonMapper json;
    private final Clock clock;

    Prompts(JdbcClient jdbc, Residence residence, Jobs jobs, JsonMapper json, Clock clock) {
        this.jdbc = jdbc;
        this.residence = residence;
        this.jobs = jobs;
        this.json = json;
        this.clock = clock;
    }

    @Transactional
    public UUID ask(List<PinnedArm> arms, Task.Question question) {
        residence.require(arms.stream().flatMap(PinnedArm::versions).toList());
        UUID id = jdbc.sql("select uuidv7()").query(UUID.class).single();
        UUID job = jobs.offer(
                Offer.of(task(id, arms, question)).withPriority(URGENT).withMaxAttempts(2));
        jdbc.sql("""
                insert into prompt (id, job_id, state, question, arms, created_at)
                values (:id, :job, 'QUEUED', :question::jsonb, :arms::jsonb, :now)
                """)
                .param("id", id)
                .param("job", job)
                .param("question", json.writeValueAsString(question))
                .param(
                        "arms",
                        json.writeValueAsString(
                                arms.stream().map(PinnedArm::name).toList()))
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .update();
        return id;
    }

    PromptView prompt(UUID id) {
        return jdbc.sql("select * from prompt where id = :id")
                .param("id", id)
                .query(this::view)
                .optional()
                .orElseThrow(() -> new GraftException(
                        EvaluationError.PROMPT_NOT_FOUND,
                        id.toString(),
                        "There is no prompt %s".formatted(id),
                        "Send it again."));
    }

    /** In the transaction of whoever holds the lease. */
    void answer(UUID prompt, EvaluationOutputs.Answers answers) {
        jdbc.sql("update prompt set answers = :answers::jsonb where id = :id and job_id = :job")
                .param("answers", json.writeValueAsString(answers.texts()))
                .param("id", prompt)
                .param("job", answers.job())
                .update();
    }

    @EventListener
    @Transactional(propagation = Propagation.MANDATORY)
    public void follow(JobEvent event) {
        switch (event) {
            case JobEvent.JobLeased _ -> set(event.job(), EvaluationState.RUNNING, null);
            case JobEvent.JobReturned _, JobEvent.JobRetried _ -> set(event.job(), EvaluationState.QUEUED, null);
            case JobEvent.JobSettled settled ->
                set(
                        event.job(),
                        end(settled.state()),
                        settled.error() == null ? null : json.writeValueAsString(Failure.of(settled.error())));
        }
    }

    private void set(UUID job, EvaluationState state, @Nullable String error) {
        jdbc.sql("""
                update prompt set state = :state, error = :error::jsonb, finished_at = :finished where job_id = :job
                """)
                .param("state", state.name())
                .param("error", error)
                .param("finished", state.isFinal() ? clock.instant().atOffset(ZoneOffset.UTC) : null)
                .param("job", job)
                .update();
    }

    static EvaluationState end(JobState state) {
        return switch (state) {
            case SUCCEEDED -> EvaluationState.SUCCEEDED;
            case FAILED, DEAD -> EvaluationState.FAILED;
            case CANCELLED -> EvaluationState.CANCELLED;
            case QUEUED, LEASED -> throw new IllegalStateException("%s is not an end".formatted(state));
        };
    }

    private static Task.Answer task(UUID id, List<PinnedArm> arms, Task.Question question) {
        List<Task.Arm> run = IntStream.range(0, arms.size())
                .mapToObj(position -> arm(position, arms.get(position)))
                .toList();
        return new Task.Answer(id, run, Requests.inputs(arms), question);
    }

    private static Task.Arm arm(int position, PinnedArm arm) {
        return new Task.Arm(
                position,
                Digest.of(arm.name()),
                arm.model().reference(),
                arm.adapters().stream().map(PinnedVersion::reference).toList());
    }

    private PromptView view(ResultSet row, int index) throws SQLException {
        String answers = row.getString("answers");
        String error = row.getString("error");
        return new PromptView(
                row.getObject("id", UUID.class),
                EvaluationState.valueOf(row.getString("state")),
                json.readValue(row.getString("question"), Task.Question.class),
                List.of(json.readValue(row.getString("arms"), String[].class)),
                answers == null ? null : List.of(json.readValue(answers, String[].class)),
                error == null ? null : json.readValue(error, Failure.class),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                EvaluationListing.instant(row, "finished_at"));
    }
}
