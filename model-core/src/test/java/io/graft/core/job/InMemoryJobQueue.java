package io.graft.core.job;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** A queue without a database, for tests of workers: it passes the same contract as the real one. */
public final class InMemoryJobQueue implements JobQueue, Backlog {
    private static final int HEARTBEATS_TO_MISS = 3;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition ready = lock.newCondition();
    private final Map<UUID, QueuedJob> jobs = new LinkedHashMap<>();
    private final Duration heartbeat;
    private final Backoff backoff;
    private Clock clock = Clock.systemUTC();

    public InMemoryJobQueue(Duration heartbeat, Backoff backoff) {
        this.heartbeat = heartbeat;
        this.backoff = backoff;
    }

    /** Lets time pass for every lease and backoff. */
    public void passes(Duration time) {
        locked(() -> {
            clock = Clock.offset(clock, time);
            ready.signalAll();
        });
    }

    @Override
    public UUID offer(Offer offer) {
        QueuedJob job = new QueuedJob(offer, clock.instant());
        locked(() -> {
            jobs.put(job.id(), job);
            ready.signalAll();
        });
        return job.id();
    }

    @Override
    public Optional<Lease> claim(Claim claim) {
        lock.lock();
        try {
            return await(claim);
        } catch (InterruptedException e) {
            throw new IllegalStateException("Interrupted while waiting for a job", e);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public Renewal heartbeat(UUID id, Heartbeat beat) {
        lock.lock();
        try {
            return find(id).renew(beat, leaseEnd());
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void settle(UUID id, Settlement settlement) {
        locked(() -> find(id).settle(settlement, clock.instant(), backoff));
    }

    @Override
    public void cancel(UUID id) {
        locked(() -> find(id).cancel(clock.instant()));
    }

    @Override
    public void retry(UUID id) {
        locked(() -> {
            find(id).retry(clock.instant());
            ready.signalAll();
        });
    }

    @Override
    public Job job(UUID id) {
        lock.lock();
        try {
            return find(id).view();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public int expire() {
        lock.lock();
        try {
            Instant now = clock.instant();
            return (int) jobs.values().stream()
                    .filter(job -> job.expire(now, backoff))
                    .count();
        } finally {
            lock.unlock();
        }
    }

    private Optional<Lease> await(Claim claim) throws InterruptedException {
        long left = TimeUnit.SECONDS.toNanos(claim.waitSeconds());
        Optional<Lease> lease = lease(claim);
        while (lease.isEmpty() && left > 0) {
            left = ready.awaitNanos(left);
            lease = lease(claim);
        }
        return lease;
    }

    private Optional<Lease> lease(Claim claim) {
        Instant now = clock.instant();
        return jobs.values().stream()
                .filter(job -> job.isFor(claim, now))
                .max(Comparator.<QueuedJob>comparingDouble(job -> job.urgency(now))
                        .thenComparing(Comparator.comparing(QueuedJob::queued).reversed()))
                .map(job -> job.lease(claim.worker(), heartbeat, now.plus(heartbeat)));
    }

    private Instant leaseEnd() {
        return clock.instant().plus(heartbeat.multipliedBy(HEARTBEATS_TO_MISS));
    }

    private QueuedJob find(UUID id) {
        return Optional.ofNullable(jobs.get(id)).orElseThrow(() -> JobError.notFound(id));
    }

    private void locked(Runnable change) {
        lock.lock();
        try {
            change.run();
        } finally {
            lock.unlock();
        }
    }
}
