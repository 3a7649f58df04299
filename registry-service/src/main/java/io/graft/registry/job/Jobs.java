package io.graft.registry.job;

import io.graft.core.job.Backlog;
import io.graft.core.job.Job;
import io.graft.core.job.JobError;
import io.graft.core.job.JobState;
import io.graft.core.job.Offer;
import io.graft.core.job.Task;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The queue as the other modules see it. What they ask for is part of their own transaction. */
@Component
public class Jobs implements Backlog {
    private static final Logger LOG = LoggerFactory.getLogger(Jobs.class);

    private final JdbcClient jdbc;
    private final JobRows rows;
    private final Leases leases;
    private final ApplicationEventPublisher events;

    Jobs(JdbcClient jdbc, JobRows rows, Leases leases, ApplicationEventPublisher events) {
        this.jdbc = jdbc;
        this.rows = rows;
        this.leases = leases;
        this.events = events;
    }

    @Override
    @Transactional
    public UUID offer(Offer offer) {
        return jdbc.sql("""
                        insert into job (kind, state, task, needs_gpu, needs_memory, priority, max_attempts)
                        values (:kind, 'QUEUED', :task::jsonb, :gpu, :memory, :priority, :attempts)
                        returning id
                        """)
                .param("kind", offer.task().kind())
                .param("task", rows.json(offer.task()))
                .param("gpu", offer.needs().gpu())
                .param("memory", offer.needs().memoryBytes())
                .param("priority", offer.priority())
                .param("attempts", offer.maxAttempts())
                .query(UUID.class)
                .single();
    }

    /** Queues the work of a job once more, as another job: whoever still works on the first has nothing to do with it. */
    @Transactional
    public UUID repeat(UUID job) {
        return jdbc.sql("""
                        insert into job (kind, state, task, needs_gpu, needs_memory, priority, max_attempts)
                        select kind, 'QUEUED', task, needs_gpu, needs_memory, priority, max_attempts from job where id = :job
                        returning id
                        """).param("job", job).query(UUID.class).single();
    }

    /** What a job is to do. */
    public Task task(UUID job) {
        return jdbc.sql("select task from job where id = :job")
                .param("job", job)
                .query(rows::task)
                .optional()
                .orElseThrow(() -> JobError.notFound(job));
    }

    @Override
    @Transactional
    public void cancel(UUID id) {
        LockedJob job = leases.lock(id);
        switch (job.state()) {
            case QUEUED -> {
                jdbc.sql("update job set state = 'CANCELLED', finished_at = now() where id = :id")
                        .param("id", id)
                        .update();
                events.publishEvent(new JobEvent.JobSettled(id, JobState.CANCELLED, null));
            }
            case LEASED ->
                jdbc.sql("update job set cancel_requested = true where id = :id")
                        .param("id", id)
                        .update();
            case SUCCEEDED, FAILED, CANCELLED, DEAD -> {}
        }
    }

    /** The same, unless it is wanted after all: asked while nobody else can cancel or retry it. */
    @Transactional
    public void cancelUnless(UUID id, BooleanSupplier wanted) {
        leases.lock(id);
        if (!wanted.getAsBoolean()) {
            cancel(id);
        }
    }

    @Override
    @Transactional
    public void retry(UUID id) {
        leases.lock(id).requireRetryable();
        jdbc.sql("""
                update job
                   set state = 'QUEUED', attempt = 0, run_after = now(), cancel_requested = false, finished_at = null
                 where id = :id
                """).param("id", id).update();
        events.publishEvent(new JobEvent.JobRetried(id));
    }

    @Override
    public Job job(UUID id) {
        return jdbc.sql("select * from job where id = :id")
                .param("id", id)
                .query(rows::job)
                .optional()
                .orElseThrow(() -> JobError.notFound(id));
    }

    /** The jobs that are queued or running and read a version, {@code namespace/name@number}. */
    public List<Job> readersOf(String version) {
        return jdbc.sql("""
                        select * from job
                         where state in ('QUEUED', 'LEASED')
                           and jsonb_path_exists(
                                   task,
                                   '$.** ? (@.type() == "object").keyvalue() ? (@.key == $name || @.value == $name)',
                                   jsonb_build_object('name', :version))
                         order by id
                        """).param("version", version).query(rows::job).list();
    }

    /** Whether a worker has asked for jobs of a kind within the last so long. */
    public boolean isWanted(String kind, Duration within) {
        return jdbc.sql("""
                        select exists (select from job_demand
                                        where kind = :kind and asked_at > now() - make_interval(secs => :seconds))
                        """)
                .param("kind", kind)
                .param("seconds", within.toSeconds())
                .query(Boolean.class)
                .single();
    }

    /** How these jobs stand, in any order. */
    public List<Job> jobs(List<UUID> ids) {
        return ids.isEmpty()
                ? List.of()
                : jdbc.sql("select * from job where id in (:ids)")
                        .param("ids", ids)
                        .query(rows::job)
                        .list();
    }

    @Override
    public int expire() {
        return (int) leases.expired().stream().filter(this::takeAway).count();
    }

    /**
     * Makes the caller's transaction depend on a lease: it cannot be lost before that has committed.
     *
     * @throws io.graft.core.GraftException {@link JobError#LEASE_LOST} when it is already
     */
    @Transactional
    public void requireLease(UUID job, long epoch) {
        leases.lock(job).requireLease(epoch);
    }

    /** The newest first, those before a given one. */
    List<Job> list(@Nullable JobState state, @Nullable UUID before, int limit) {
        return jdbc.sql("""
                        select * from job
                         where (:state::text is null or state = :state) and (:before::uuid is null or id < :before::uuid)
                         order by id desc limit :limit
                        """)
                .param("state", state == null ? null : state.name())
                .param("before", before)
                .param("limit", limit)
                .query(rows::job)
                .list();
    }

    /** One job whose listeners fail must not keep the others from returning. */
    private boolean takeAway(UUID id) {
        try {
            return leases.takeAway(id);
        } catch (RuntimeException e) {
            LOG.error("The expired lease of job {} could not be taken away", id, e);
            return false;
        }
    }
}
