package io.graft.core.job;

import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One attempt at a job, as the thread that works on it and the thread that sends its heartbeats share it. */
public final class Attempt {
    /** Why the work is to stop before it is done. */
    enum Stop {
        CANCELLED,
        LEASE_LOST,
        WORKER_CLOSES
    }

    private final Lease lease;
    private final CountDownLatch confirmed = new CountDownLatch(1);
    private final CountDownLatch over = new CountDownLatch(1);
    private volatile Progress progress = Progress.STARTING;
    private volatile @Nullable Stop stop;
    private volatile boolean settling;
    private @Nullable Thread working;

    Attempt(Lease lease) {
        this.lease = lease;
    }

    public Lease lease() {
        return lease;
    }

    /** Says how far the work has come; the next heartbeat passes it on. */
    public void report(Progress now) {
        progress = now;
    }

    /** Whether to stop at once, without publishing anything. */
    public boolean stopped() {
        return stop != null;
    }

    /**
     * Ends work that is to stop.
     *
     * @throws CancellationException if so
     */
    public void requireGoing() {
        if (stopped()) {
            throw new CancellationException("The attempt was stopped: " + stop);
        }
    }

    Progress progress() {
        return progress;
    }

    /** The work is over, one way or another. */
    void settle() {
        settling = true;
    }

    boolean settling() {
        return settling;
    }

    boolean lost() {
        return stop == Stop.LEASE_LOST;
    }

    /** Does the work in this thread, and says how it ended. */
    Outcome carryOut(Work work) {
        try {
            confirmed.await();
            begin();
            work.perform(this);
            return new Outcome.Succeeded();
        } catch (Throwable failure) {
            return outcomeOf(failure);
        } finally {
            end();
        }
    }

    /** Asks the working thread to stop. A lost lease overrules other reasons, as nothing may be settled then. */
    synchronized void stop(Stop reason) {
        if (stop == null || reason == Stop.LEASE_LOST) {
            stop = reason;
        }
        confirmed.countDown();
        if (working != null) {
            working.interrupt();
        }
    }

    /** A heartbeat got through: the work may begin. */
    void confirm() {
        confirmed.countDown();
    }

    /** Waits until the next heartbeat is due; false when there is none because the attempt is over. */
    boolean awaitBeat(Duration wait) throws InterruptedException {
        return !over.await(wait.toNanos(), TimeUnit.NANOSECONDS) && !lost();
    }

    /** The job is settled, or belongs to somebody else. */
    void close() {
        over.countDown();
    }

    private synchronized void begin() {
        working = Thread.currentThread();
        requireGoing();
    }

    private synchronized void end() {
        working = null;
        Thread.interrupted();
    }

    private Outcome outcomeOf(Throwable failure) {
        Stop reason = stop;
        if (reason == null) {
            return WorkLoop.failed(lease, failure);
        }
        return switch (reason) {
            case CANCELLED -> new Outcome.Cancelled();
            case WORKER_CLOSES, LEASE_LOST -> new Outcome.Released();
        };
    }
}
