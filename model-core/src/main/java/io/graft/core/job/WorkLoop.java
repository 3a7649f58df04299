package io.graft.core.job;

import io.graft.core.Fault;
import io.graft.core.GraftException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A worker's life: leases a job, works on it while heartbeats keep the lease, settles it, and starts again.
 *
 * <p>It outlives the registry: while that cannot be reached, the work goes on, and claims, heartbeats and the settlement are
 * repeated until they get through. A lost lease ends the work at once and nothing is settled. Does one job at a time; start
 * several loops to do several.
 */
public final class WorkLoop implements AutoCloseable {
    private static final Logger LOG = System.getLogger(WorkLoop.class.getName());
    private static final Backoff PATIENCE = new Backoff(Duration.ofMillis(200), Duration.ofSeconds(10));
    private static final int BEATS_TO_RETRY = 5;

    private final JobQueue queue;
    private final Claim claim;
    private final Work work;
    private final Thread thread;
    private final CountDownLatch closing = new CountDownLatch(1);
    private volatile @Nullable Attempt current;

    public WorkLoop(JobQueue queue, Claim claim, Work work) {
        this.queue = queue;
        this.claim = claim;
        this.work = work;
        this.thread = Thread.ofPlatform().name(claim.worker()).unstarted(this::run);
    }

    /** Starts working in a thread of its own. */
    public void start() {
        thread.start();
    }

    /** Claims no more, gives the job at hand back to the queue, and waits until the thread has ended. */
    @Override
    public void close() {
        closing.countDown();
        Attempt running = current;
        if (running == null) {
            thread.interrupt();
        } else {
            running.stop(Attempt.Stop.WORKER_CLOSES);
        }
        awaitEnd();
    }

    private void awaitEnd() {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        int failures = 0;
        while (!isClosing()) {
            try {
                queue.claim(claim).ifPresent(this::perform);
                failures = 0;
            } catch (RuntimeException e) {
                complain("No job could be claimed", e);
                pause(PATIENCE.after(++failures));
            }
        }
    }

    static Outcome failed(Lease lease, Throwable failure) {
        if (failure instanceof GraftException known) {
            return Outcome.Failed.of(known);
        }
        LOG.log(Level.ERROR, "Job %s failed".formatted(lease.id()), failure);
        return Outcome.Failed.of(failure);
    }

    private void perform(Lease lease) {
        Attempt attempt = new Attempt(lease);
        current = attempt;
        Thread.ofVirtual().name(claim.worker() + " heartbeat").start(() -> beat(attempt));
        try {
            if (isClosing()) {
                attempt.stop(Attempt.Stop.WORKER_CLOSES);
            }
            settle(attempt, attempt.carryOut(work));
        } finally {
            attempt.close();
            current = null;
        }
    }

    private void beat(Attempt attempt) {
        try {
            Duration wait = Duration.ZERO;
            while (attempt.awaitBeat(wait)) {
                wait = beatOnce(attempt);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Returns how long to wait for the next one: less after one that did not get through. */
    private Duration beatOnce(Attempt attempt) {
        Lease lease = attempt.lease();
        try {
            Renewal renewal = queue.heartbeat(lease.id(), new Heartbeat(lease.epoch(), attempt.progress()));
            if (renewal.cancelRequested()) {
                attempt.stop(Attempt.Stop.CANCELLED);
            }
            attempt.confirm();
            return lease.heartbeat();
        } catch (RuntimeException e) {
            noBeat(attempt, e);
            return lease.heartbeat().dividedBy(BEATS_TO_RETRY);
        }
    }

    /** While the job is being settled, the lease may be over for a good reason; the settlement finds out about a bad one. */
    private void noBeat(Attempt attempt, RuntimeException e) {
        if (!attempt.settling()) {
            complain(
                    "The heartbeat of job %s did not get through"
                            .formatted(attempt.lease().id()),
                    e);
            if (isFinal(e)) {
                attempt.stop(Attempt.Stop.LEASE_LOST);
            }
        }
    }

    private void settle(Attempt attempt, Outcome outcome) {
        attempt.settle();
        for (int tries = 1; !attempt.lost(); tries++) {
            try {
                queue.settle(
                        attempt.lease().id(), new Settlement(attempt.lease().epoch(), outcome));
                return;
            } catch (RuntimeException e) {
                complain("Job %s could not be settled".formatted(attempt.lease().id()), e);
                if (isFinal(e)) {
                    settleRefusal(attempt, outcome, e);
                    return;
                }
            }
            if (isClosing() && tries > 1) {
                return;
            }
            pause(PATIENCE.after(tries));
        }
    }

    /** The registry may refuse a success, such as one without a verified result: then the job has failed of that. */
    private void settleRefusal(Attempt attempt, Outcome refused, RuntimeException refusal) {
        boolean aboutTheLease = refusal instanceof GraftException known && known.code() instanceof JobError;
        if (refused instanceof Outcome.Succeeded && !aboutTheLease) {
            settle(attempt, failed(attempt.lease(), refusal));
        }
    }

    /** Whether sending the same again would get the same answer. */
    private static boolean isFinal(RuntimeException e) {
        return e instanceof GraftException known && known.code().fault() != Fault.ENVIRONMENT;
    }

    private boolean isClosing() {
        return closing.getCount() == 0;
    }

    private void pause(Duration wait) {
        try {
            boolean _ = closing.await(wait.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException closed) {
            // Only close() interrupts this thread, and whoever pauses looks at that next.
        }
    }

    private void complain(String what, RuntimeException e) {
        if (!isClosing()) {
            LOG.log(Level.WARNING, "%s: %s".formatted(what, describe(e)));
        }
    }

    private static String describe(RuntimeException e) {
        return e instanceof GraftException known
                ? "[%s] %s".formatted(known.code().name(), known.sentence())
                : String.valueOf(e.getMessage());
    }
}
