package io.graft.registry.job;

import io.graft.core.job.Claim;
import io.graft.core.job.Heartbeat;
import io.graft.core.job.JobError;
import io.graft.core.job.JobState;
import io.graft.core.job.Lease;
import io.graft.core.job.Outcome;
import io.graft.core.job.Renewal;
import io.graft.core.job.Settlement;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Gives leases, prolongs them and takes them back. All times are the database's. */
@Component
class Leases {
    private static final Logger LOG = LoggerFactory.getLogger(Leases.class);

    private final JdbcClient jdbc;
    private final JobRows rows;
    private final JobSettings settings;
    private final ApplicationEventPublisher events;

    Leases(JdbcClient jdbc, JobRows rows, JobSettings settings, ApplicationEventPublisher events) {
        this.jdbc = jdbc;
        this.rows = rows;
        this.settings = settings;
        this.events = events;
    }

    /** Notes what kinds of jobs somebody asks for; not more often than is needed, as all workers share the rows. */
    void noteDemand(Claim claim) {
        claim.kinds().stream()
                .sorted()
                .forEach(kind -> jdbc.sql("""
                        insert into job_demand (kind, asked_at) values (:kind, now())
                        on conflict (kind) do update set asked_at = now()
                         where job_demand.asked_at < now() - interval '5 seconds'
                        """).param("kind", kind).update());
    }

    /** Leases the most urgent job, if there is one. Concurrent claims pass over each other's rows. */
    @Transactional
    public Optional<Lease> claim(Claim claim) {
        if (claim.kinds().isEmpty()) {
            return Optional.empty();
        }
        Optional<Lease> lease = jdbc.sql("""
                        with claimed as (
                            update job
                               set state = 'LEASED', attempt = attempt + 1, lease_epoch = lease_epoch + 1,
                                   lease_worker = :worker, lease_expires_at = now() + :confirmation::interval,
                                   lease_confirmed = false,
                                   phase = 'starting', done_bytes = 0, total_bytes = 0
                             where id = (select id from job
                                          where state = 'QUEUED' and run_after <= now() and kind in (:kinds)
                                            and needs_memory <= :memory and (not needs_gpu or :gpu)
                                          order by priority + least(extract(epoch from now() - created_at) / 600, 20) desc,
                                                   created_at, id
                                            for update skip locked
                                          limit 1)
                            returning id, lease_epoch, attempt, task),
                        noted as (
                            insert into job_attempt (job_id, epoch, worker, started_at)
                            select id, lease_epoch, :worker, now() from claimed)
                        select * from claimed
                        """)
                .param("worker", claim.worker())
                .param("confirmation", interval(settings.heartbeat()))
                .param("kinds", claim.kinds())
                .param("memory", claim.capabilities().memoryBytes())
                .param("gpu", claim.capabilities().gpu())
                .query(rows::lease)
                .optional();
        lease.ifPresent(given -> events.publishEvent(new JobEvent.JobLeased(given.id())));
        return lease;
    }

    @Transactional
    public Renewal heartbeat(UUID id, Heartbeat beat) {
        return jdbc.sql("""
                        update job
                           set lease_expires_at = now() + :lease::interval, lease_confirmed = true,
                               phase = :phase, done_bytes = :done, total_bytes = :total
                         where id = :id and state = 'LEASED' and lease_epoch = :epoch
                        returning cancel_requested
                        """)
                .param("lease", interval(settings.lease()))
                .param("phase", beat.progress().phase())
                .param("done", beat.progress().doneBytes())
                .param("total", beat.progress().totalBytes())
                .param("id", id)
                .param("epoch", beat.epoch())
                .query(Boolean.class)
                .optional()
                .map(Renewal::new)
                .orElseThrow(() -> {
                    requireExists(id);
                    return JobError.leaseLost(id, beat.epoch());
                });
    }

    @Transactional
    public void settle(UUID id, Settlement settlement) {
        LockedJob job = lock(id);
        Optional<Outcome> before = outcome(id, settlement.epoch());
        if (before.isEmpty()) {
            job.requireLease(settlement.epoch());
            note(job, settlement.outcome());
            end(job, settlement.outcome());
        } else if (!before.get().equals(settlement.outcome())) {
            throw JobError.alreadySettled(id, job.state());
        }
    }

    /** Takes the lease away if it still has expired by now. */
    @Transactional
    public boolean takeAway(UUID id) {
        LockedJob job = lock(id);
        if (!job.expired()) {
            return false;
        }
        LOG.warn("Worker {} fell silent in attempt {} at job {}", job.worker(), job.attempt(), id);
        jdbc.sql("update job_attempt set ended_at = now() where job_id = :id and epoch = :epoch")
                .param("id", id)
                .param("epoch", job.epoch())
                .update();
        end(job, job.confirmed() ? JobError.workerLost(Objects.requireNonNull(job.worker())) : new Outcome.Released());
        return true;
    }

    List<UUID> expired() {
        return jdbc.sql(
                        "select id from job where state = 'LEASED' and lease_expires_at < now() order by lease_expires_at")
                .query((row, _) -> row.getObject("id", UUID.class))
                .list();
    }

    /** Gives every worker the time to be heard again after the registry itself was away. */
    void extendAll() {
        jdbc.sql("""
                update job set lease_expires_at = greatest(lease_expires_at, now() + :lease::interval)
                 where state = 'LEASED'
                """).param("lease", interval(settings.lease())).update();
    }

    /** Holds the row until the transaction ends. */
    LockedJob lock(UUID id) {
        return jdbc.sql("""
                        select id, state, lease_epoch, lease_worker, attempt, max_attempts, cancel_requested, lease_confirmed,
                               state = 'LEASED' and lease_expires_at < now() as expired
                          from job where id = :id for update
                        """).param("id", id).query(JobRows::locked).optional().orElseThrow(() -> JobError.notFound(id));
    }

    private void requireExists(UUID id) {
        if (jdbc.sql("select 1 from job where id = :id")
                .param("id", id)
                .query(Integer.class)
                .optional()
                .isEmpty()) {
            throw JobError.notFound(id);
        }
    }

    private Optional<Outcome> outcome(UUID id, long epoch) {
        return jdbc.sql("""
                        select outcome from job_attempt
                         where job_id = :id and epoch = :epoch and outcome is not null
                        """)
                .param("id", id)
                .param("epoch", epoch)
                .query(rows::outcome)
                .optional();
    }

    private void note(LockedJob job, Outcome outcome) {
        jdbc.sql("""
                update job_attempt set ended_at = now(), outcome = :outcome::jsonb
                 where job_id = :id and epoch = :epoch
                """)
                .param("outcome", rows.json(outcome))
                .param("id", job.id())
                .param("epoch", job.epoch())
                .update();
    }

    private void end(LockedJob job, Outcome outcome) {
        JobState next = job.after(outcome);
        move(job, next, outcome);
        events.publishEvent(
                next.isFinal()
                        ? new JobEvent.JobSettled(job.id(), next, outcome instanceof Outcome.Failed f ? f : null)
                        : new JobEvent.JobReturned(job.id()));
    }

    private void move(LockedJob job, JobState next, Outcome outcome) {
        jdbc.sql("""
                update job
                   set state = :state, lease_expires_at = null,
                       attempt = attempt - :uncounted,
                       run_after = now() + :rest::interval,
                       error = case :outcome when 'failed' then :error::jsonb when 'succeeded' then null else error end,
                       finished_at = case when :final then now() end
                 where id = :id
                """)
                .param("state", next.name())
                .param("uncounted", outcome instanceof Outcome.Released ? 1 : 0)
                .param("rest", interval(rest(job, outcome)))
                .param("outcome", outcome.name())
                .param("error", rows.json(outcome))
                .param("final", next.isFinal())
                .param("id", job.id())
                .update();
    }

    private Duration rest(LockedJob job, Outcome outcome) {
        return outcome instanceof Outcome.Failed ? settings.restAfter(job.attempt()) : Duration.ZERO;
    }

    private static String interval(Duration duration) {
        return duration.toMillis() + " milliseconds";
    }
}
