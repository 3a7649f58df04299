package io.graft.core.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.graft.core.GraftException;
import io.graft.core.artifact.Digest;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WorkLoopTest {
    private static final Duration HEARTBEAT = Duration.ofMillis(50);

    private final InMemoryJobQueue queue =
            new InMemoryJobQueue(HEARTBEAT, new Backoff(Duration.ofMillis(1), Duration.ofSeconds(1)));
    private final CountDownLatch begun = new CountDownLatch(1);
    private final CountDownLatch ended = new CountDownLatch(1);
    private @Nullable WorkLoop loop;

    @AfterEach
    void close() throws InterruptedException {
        if (loop != null) {
            loop.close();
        }
    }

    @Test
    void workThatReturnsHasSucceeded() throws Exception {
        UUID job = offer();
        start(queue, attempt -> assertThat(attempt.lease().id()).isEqualTo(job));
        await(job, JobState.SUCCEEDED);
    }

    @Test
    void oneJobAfterTheOtherIsDone() throws Exception {
        UUID first = offer();
        UUID second = offer();
        start(queue, attempt -> {});
        await(first, JobState.SUCCEEDED);
        await(second, JobState.SUCCEEDED);
    }

    @Test
    void aKnownErrorIsToldWithItsCodeAndNotTriedAgain() throws Exception {
        UUID job = offer();
        start(queue, attempt -> {
            throw new GraftException(JobError.JOB_NOT_FOUND, "model.safetensors", "Too short", "Download it again.");
        });
        await(job, JobState.FAILED);
        assertThat(queue.job(job).error())
                .isEqualTo(new Outcome.Failed(
                        "JOB_NOT_FOUND", "model.safetensors", "Too short", "Download it again.", false));
    }

    @Test
    void anUnforeseenErrorIsTriedAgainUntilTheJobIsDead() throws Exception {
        UUID job = offer();
        start(queue, attempt -> {
            throw new StackOverflowError();
        });
        await(job, found -> {
            queue.passes(Duration.ofSeconds(1));
            return found.state() == JobState.DEAD;
        });
        assertThat(queue.job(job).error()).extracting("code").isEqualTo("WORKER_FAILED");
        assertThat(queue.job(job).attempt()).isEqualTo(3);
    }

    @Test
    void heartbeatsCarryTheProgressWhileTheWorkGoesOn() throws Exception {
        UUID job = offer();
        start(queue, attempt -> {
            attempt.report(new Progress("merging", 3, 9));
            ended.await();
        });
        await(job, found -> found.progress().doneBytes() == 3);
        ended.countDown();
        await(job, JobState.SUCCEEDED);
    }

    @Test
    void workThatIsCancelledIsInterruptedAndSettledAsCancelled() throws Exception {
        UUID job = offer();
        start(queue, this::sleepLong);
        begun.await();
        queue.cancel(job);
        await(job, JobState.CANCELLED);
    }

    @Test
    void workThatNeverBlocksSeesThatItWasCancelled() throws Exception {
        UUID job = offer();
        start(queue, attempt -> {
            begun.countDown();
            while (true) {
                attempt.requireGoing();
                Thread.onSpinWait();
            }
        });
        begun.await();
        queue.cancel(job);
        await(job, JobState.CANCELLED);
    }

    @Test
    void aLostLeaseStopsTheWorkAndSettlesNothing() throws Exception {
        UUID job = offer();
        Unreliable registry = new Unreliable();
        start(registry, this::sleepLong);
        begun.await();
        registry.reachable = false;
        queue.passes(HEARTBEAT.multipliedBy(4));
        queue.expire();
        queue.passes(Duration.ofSeconds(1));
        Lease successor = queue.claim(claim(0)).orElseThrow();
        registry.reachable = true;

        assertThat(ended.await(10, TimeUnit.SECONDS)).isTrue();
        queue.settle(job, new Settlement(successor.epoch(), new Outcome.Succeeded()));
        assertThat(queue.job(job).state()).isEqualTo(JobState.SUCCEEDED);
        assertThat(queue.job(job).worker()).isEqualTo("test");
    }

    @Test
    void theWorkAndItsSettlementSurviveARegistryThatIsAway() throws Exception {
        Unreliable registry = new Unreliable();
        registry.reachable = false;
        start(registry, attempt -> {
            begun.countDown();
            registry.reachable = false;
            Thread.sleep(HEARTBEAT.multipliedBy(5));
            ended.countDown();
        });
        UUID job = offer();
        Thread.sleep(HEARTBEAT);
        registry.reachable = true;
        begun.await();
        ended.await();
        Thread.sleep(HEARTBEAT);
        assertThat(queue.job(job).state()).isEqualTo(JobState.LEASED);
        registry.reachable = true;
        await(job, JobState.SUCCEEDED);
    }

    @Test
    void aSuccessThatTheRegistryRefusesIsAFailure() throws Exception {
        UUID job = offer();
        JobQueue refusing = new Unreliable() {
            @Override
            public void settle(UUID id, Settlement settlement) {
                if (settlement.outcome() instanceof Outcome.Succeeded) {
                    throw new GraftException(
                            io.graft.core.artifact.ArtifactError.MANIFEST_EMPTY, "files", "No files", "Upload them.");
                }
                super.settle(id, settlement);
            }
        };
        start(refusing, attempt -> {});
        await(job, JobState.FAILED);
        assertThat(queue.job(job).error()).extracting("code").isEqualTo("MANIFEST_EMPTY");
    }

    @Test
    void aLoopThatClosesGivesItsJobBack() throws Exception {
        UUID job = offer();
        start(queue, this::sleepLong);
        begun.await();
        close();
        assertThat(queue.job(job).state()).isEqualTo(JobState.QUEUED);
        assertThat(queue.job(job).attempt()).isZero();
    }

    @Test
    void aLoopThatWaitsForAJobClosesAtOnce() throws Exception {
        start(queue, attempt -> {});
        Thread.sleep(HEARTBEAT);
        close();
        UUID job = offer();
        assertThat(queue.job(job).state()).isEqualTo(JobState.QUEUED);
    }

    private void sleepLong(Attempt attempt) throws InterruptedException {
        begun.countDown();
        try {
            Thread.sleep(Duration.ofMinutes(5));
        } catch (InterruptedException e) {
            throw new CancellationException("interrupted");
        } finally {
            ended.countDown();
        }
    }

    private void start(JobQueue from, Work work) {
        loop = new WorkLoop(from, claim(30), work);
        loop.start();
    }

    private UUID offer() {
        return queue.offer(Offer.of(new Task.Merge(UUID.randomUUID(), Digest.of("recipe"), "{}", Map.of(), 1)));
    }

    private static Claim claim(int waitSeconds) {
        return new Claim("test", Set.of(Task.Merge.KIND), Capabilities.NONE, waitSeconds);
    }

    private void await(UUID job, JobState state) throws InterruptedException {
        await(job, found -> found.state() == state);
    }

    private void await(UUID job, Predicate<Job> arrived) throws InterruptedException {
        for (int i = 0; i < 2000 && !arrived.test(queue.job(job)); i++) {
            Thread.sleep(10);
        }
        assertThat(queue.job(job)).matches(arrived);
    }

    /** The queue behind a registry that cannot always be reached. */
    private class Unreliable implements JobQueue {
        volatile boolean reachable = true;

        @Override
        public Optional<Lease> claim(Claim claim) {
            requireReachable();
            return queue.claim(claim);
        }

        @Override
        public Renewal heartbeat(UUID id, Heartbeat heartbeat) {
            requireReachable();
            return queue.heartbeat(id, heartbeat);
        }

        @Override
        public void settle(UUID id, Settlement settlement) {
            requireReachable();
            queue.settle(id, settlement);
        }

        private void requireReachable() {
            if (!reachable) {
                throw new IllegalStateException("Connection refused");
            }
        }
    }
}
