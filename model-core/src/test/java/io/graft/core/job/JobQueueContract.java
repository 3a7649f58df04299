package io.graft.core.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.graft.core.GraftException;
import io.graft.core.artifact.ArtifactFile;
import io.graft.core.artifact.Digest;
import io.graft.core.merge.FinishedShard;
import io.graft.core.merge.TensorProvenance;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** What every queue promises to workers and to those who have work to be done. */
public abstract class JobQueueContract {
    protected static final Duration HEARTBEAT = Duration.ofSeconds(5);
    protected static final Backoff BACKOFF = new Backoff(Duration.ofSeconds(2), Duration.ofMinutes(5));
    private static final Duration LEASE = HEARTBEAT.multipliedBy(3);
    private static final Outcome SUCCEEDED = new Outcome.Succeeded();
    private static final Outcome FLAKED = failure(true);
    private static final Outcome BROKEN = failure(false);

    /** An empty queue, with the heartbeat and the backoff above. */
    protected abstract JobQueue queue();

    /** The other side of the same queue. */
    protected abstract Backlog backlog();

    /** Lets time pass for every lease, backoff and waiting job. */
    protected abstract void passes(Duration time);

    @Test
    void anEmptyQueueHasNothingToLease() {
        assertThat(claim()).isEmpty();
    }

    @Test
    void aJobIsLeasedWithItsTask() {
        Task task = task();
        UUID job = backlog().offer(Offer.of(task));

        Lease lease = lease();

        assertThat(lease).isEqualTo(new Lease(job, 1, 1, HEARTBEAT, task));
        assertThat(backlog().job(job).state()).isEqualTo(JobState.LEASED);
        assertThat(backlog().job(job).worker()).isEqualTo("worker");
    }

    @Test
    void everyKindOfTaskArrivesAsItWasOffered() {
        MadePart made = new MadePart(List.of(new FinishedShard(
                new ArtifactFile("model-00001-of-00002.safetensors", 7, Digest.of("weights")),
                List.of(new TensorProvenance("lm_head.weight", TensorProvenance.State.IDENTICAL)))));
        Task.Input input = new Task.Input(null, List.of(new ArtifactFile("config.json", 2, Digest.of("{}"))));
        Task.Arm arm = new Task.Arm(0, Digest.of("key"), "acme/base@1", List.of("acme/adapter@2"));
        List<Task> tasks = List.of(
                merge(),
                new Task.MergePart(merge(), 2, 3),
                new Task.MergeJoin(merge(), List.of(made)),
                new Task.Evaluate(
                        UUID.randomUUID(),
                        input.files(),
                        List.of(arm),
                        Map.of("acme/base@1", input),
                        new Task.RunSettings(List.of("arc"), null, 5, "any")),
                new Task.Verify(UUID.randomUUID(), merge(), "acme/mix@1", input),
                new Task.Answer(
                        UUID.randomUUID(),
                        List.of(arm),
                        Map.of("acme/base@1", input),
                        new Task.Question("Hello", List.of("."), 8, 0.5, 0, 1, 7)));

        for (Task task : tasks) {
            backlog().offer(Offer.of(task));
            assertThat(queue().claim(new Claim("worker", Set.of(task.kind()), Capabilities.NONE, 0)))
                    .get()
                    .extracting(Lease::task)
                    .isEqualTo(task);
        }
    }

    @Test
    void aLeasedJobIsNotLeasedAgain() {
        offer();
        lease();
        assertThat(claim()).isEmpty();
    }

    @Test
    void theJobThatWaitsLongestIsFirst() {
        UUID first = offer();
        passes(Duration.ofSeconds(1));
        UUID second = offer();

        assertThat(claimed()).isEqualTo(first);
        assertThat(claimed()).isEqualTo(second);
    }

    @Test
    void aHigherPriorityOvertakes() {
        UUID usual = offer();
        UUID urgent = backlog().offer(Offer.of(task()).withPriority(5));

        assertThat(claimed()).isEqualTo(urgent);
        assertThat(claimed()).isEqualTo(usual);
    }

    @Test
    void aLongWaitOutweighsAPriority() {
        UUID patient = offer();
        passes(Duration.ofHours(1));
        UUID urgent = backlog().offer(Offer.of(task()).withPriority(5));

        assertThat(claimed()).isEqualTo(patient);
        assertThat(claimed()).isEqualTo(urgent);
    }

    @Test
    void aJobIsOfferedOnlyToAWorkerThatHasWhatItNeeds() {
        UUID job = backlog().offer(Offer.of(task()).withNeeds(new Capabilities(true, 1000)));

        assertThat(claim(new Capabilities(false, 5000))).isEmpty();
        assertThat(claim(new Capabilities(true, 999))).isEmpty();
        assertThat(claim(new Capabilities(true, 1000)))
                .get()
                .extracting(Lease::id)
                .isEqualTo(job);
    }

    @Test
    void aWorkerGetsOnlyTheKindsItAskedFor() {
        offer();
        assertThat(queue().claim(new Claim("worker", Set.of("evaluate"), Capabilities.NONE, 0)))
                .isEmpty();
    }

    @Test
    void aHeartbeatProlongsTheLease() {
        UUID job = offer();
        Lease lease = lease();
        beat(lease);
        passes(LEASE.minusSeconds(1));
        beat(lease);
        passes(LEASE.minusSeconds(1));

        assertThat(backlog().expire()).isZero();
        assertThat(backlog().job(job).state()).isEqualTo(JobState.LEASED);
    }

    @Test
    void aHeartbeatReportsProgress() {
        UUID job = offer();
        Lease lease = lease();
        Progress progress = new Progress("merging", 5, 10);

        queue().heartbeat(job, new Heartbeat(lease.epoch(), progress));

        assertThat(backlog().job(job).progress()).isEqualTo(progress);
    }

    @Test
    void anExpiredLeaseReturnsTheJobAfterABackoff() {
        UUID job = offer();
        beat(lease());
        passes(LEASE.plusSeconds(1));

        assertThat(backlog().expire()).isEqualTo(1);
        assertThat(backlog().job(job).state()).isEqualTo(JobState.QUEUED);
        assertThat(backlog().job(job).error()).extracting("code").isEqualTo("WORKER_LOST");
        assertThat(claim()).isEmpty();
        passes(BACKOFF.after(1));
        assertThat(claim()).get().extracting(Lease::epoch, Lease::attempt).containsExactly(2L, 2);
    }

    @Test
    void aLeaseThatWasNeverConfirmedReturnsSoonAndDoesNotCount() {
        UUID job = offer();
        lease();
        passes(HEARTBEAT.plusSeconds(1));

        assertThat(backlog().expire()).isEqualTo(1);
        assertThat(backlog().job(job).error()).isNull();
        assertThat(claim()).get().extracting(Lease::epoch, Lease::attempt).containsExactly(2L, 1);
    }

    @Test
    void aLeaseThatExpiredUnnoticedIsStillTheWorkers() {
        offer();
        Lease lease = lease();
        passes(LEASE.plusSeconds(1));

        beat(lease);

        assertThat(backlog().expire()).isZero();
    }

    @Test
    void aJobIsDeadAfterItsLastAttempt() {
        UUID job = backlog().offer(Offer.of(task()).withMaxAttempts(2));
        loseAWorker();
        loseAWorker();

        assertThat(backlog().job(job).state()).isEqualTo(JobState.DEAD);
        assertThat(claim()).isEmpty();
    }

    @Test
    void aDeadJobIsRetriedByHandWithAllItsAttempts() {
        UUID job = backlog().offer(Offer.of(task()).withMaxAttempts(1));
        loseAWorker();

        backlog().retry(job);

        assertThat(claim()).get().extracting(Lease::epoch, Lease::attempt).containsExactly(2L, 1);
    }

    @Test
    void aJobThatHasNotFailedIsNotRetried() {
        UUID job = offer();
        assertRefused("JOB_NOT_RETRYABLE", () -> backlog().retry(job));
        settle(lease(), SUCCEEDED);
        assertRefused("JOB_NOT_RETRYABLE", () -> backlog().retry(job));
    }

    @Test
    void successEndsTheJob() {
        UUID job = offer();
        settle(lease(), SUCCEEDED);

        assertThat(backlog().job(job).state()).isEqualTo(JobState.SUCCEEDED);
        assertThat(backlog().job(job).finishedAt()).isNotNull();
        assertThat(claim()).isEmpty();
    }

    @Test
    void aFailureThatMayPassIsTriedAgainAfterABackoff() {
        UUID job = offer();
        settle(lease(), FLAKED);

        assertThat(backlog().job(job).state()).isEqualTo(JobState.QUEUED);
        assertThat(backlog().job(job).error()).isEqualTo(FLAKED);
        assertThat(claim()).isEmpty();
        passes(BACKOFF.after(1));
        assertThat(claimed()).isEqualTo(job);
    }

    @Test
    void theBackoffDoubles() {
        offer();
        settle(lease(), FLAKED);
        passes(BACKOFF.after(1));
        settle(lease(), FLAKED);
        passes(BACKOFF.after(2).minusSeconds(1));
        assertThat(claim()).isEmpty();
        passes(Duration.ofSeconds(1));
        assertThat(claim()).isPresent();
    }

    @Test
    void aFailureThatStaysIsNotTriedAgain() {
        UUID job = offer();
        settle(lease(), BROKEN);

        assertThat(backlog().job(job).state()).isEqualTo(JobState.FAILED);
        assertThat(backlog().job(job).error()).isEqualTo(BROKEN);
    }

    @Test
    void aReleasedJobIsOfferedAtOnceAndTheAttemptDoesNotCount() {
        offer();
        settle(lease(), new Outcome.Released());
        assertThat(claim()).get().extracting(Lease::epoch, Lease::attempt).containsExactly(2L, 1);
    }

    @Test
    void settlingAgainWithTheSameOutcomeIsHarmless() {
        UUID job = offer();
        Lease lease = lease();
        settle(lease, SUCCEEDED);
        settle(lease, SUCCEEDED);
        assertThat(backlog().job(job).state()).isEqualTo(JobState.SUCCEEDED);
    }

    @Test
    void settlingAFailureAgainIsHarmlessThoughTheJobIsQueuedOrLeasedAgain() {
        UUID job = offer();
        Lease lease = lease();
        settle(lease, FLAKED);
        settle(lease, FLAKED);
        passes(BACKOFF.after(1));
        lease();
        settle(lease, FLAKED);

        assertThat(backlog().job(job).state()).isEqualTo(JobState.LEASED);
        assertThat(backlog().job(job).epoch()).isEqualTo(2);
    }

    @Test
    void settlingOtherwiseThanBeforeIsRefused() {
        UUID job = offer();
        Lease lease = lease();
        settle(lease, SUCCEEDED);

        assertRefused("JOB_ALREADY_SETTLED", () -> settle(lease, BROKEN));
        assertThat(backlog().job(job).state()).isEqualTo(JobState.SUCCEEDED);
    }

    @Test
    void aWorkerWhoseLeaseWasTakenChangesNothing() {
        UUID job = offer();
        Lease stale = lease();
        beat(stale);
        passes(LEASE.plusSeconds(1));
        backlog().expire();
        assertLost(stale);
        assertThat(backlog().job(job).state()).isEqualTo(JobState.QUEUED);

        passes(BACKOFF.after(1));
        Lease successor = lease();
        assertLost(stale);
        assertThat(backlog().job(job).state()).isEqualTo(JobState.LEASED);
        settle(successor, SUCCEEDED);
        assertLost(stale);
        assertThat(backlog().job(job).state()).isEqualTo(JobState.SUCCEEDED);
    }

    @Test
    void aHeartbeatAfterTheEndIsRefused() {
        offer();
        Lease lease = lease();
        settle(lease, SUCCEEDED);
        assertRefused("LEASE_LOST", () -> beat(lease));
    }

    @Test
    void anUnknownJobIsNotFound() {
        UUID nobody = UUID.randomUUID();
        assertRefused("JOB_NOT_FOUND", () -> queue().heartbeat(nobody, new Heartbeat(1, Progress.STARTING)));
        assertRefused("JOB_NOT_FOUND", () -> queue().settle(nobody, new Settlement(1, SUCCEEDED)));
        assertRefused("JOB_NOT_FOUND", () -> backlog().cancel(nobody));
        assertRefused("JOB_NOT_FOUND", () -> backlog().retry(nobody));
    }

    @Test
    void aQueuedJobIsCancelledAtOnce() {
        UUID job = offer();
        backlog().cancel(job);

        assertThat(backlog().job(job).state()).isEqualTo(JobState.CANCELLED);
        assertThat(claim()).isEmpty();
    }

    @Test
    void theWorkerOfALeasedJobHearsOfTheCancelInItsNextHeartbeat() {
        UUID job = offer();
        Lease lease = lease();
        assertThat(beat(lease).cancelRequested()).isFalse();
        backlog().cancel(job);

        assertThat(beat(lease).cancelRequested()).isTrue();
        assertThat(backlog().job(job).state()).isEqualTo(JobState.LEASED);
        settle(lease, new Outcome.Cancelled());
        assertThat(backlog().job(job).state()).isEqualTo(JobState.CANCELLED);
    }

    @Test
    void workThatWasDoneBeforeItHeardOfTheCancelCounts() {
        UUID job = offer();
        Lease lease = lease();
        backlog().cancel(job);
        settle(lease, SUCCEEDED);
        assertThat(backlog().job(job).state()).isEqualTo(JobState.SUCCEEDED);
    }

    @Test
    void aCancelledJobDoesNotReturnToTheQueueWhenItsWorkerDies() {
        UUID job = offer();
        beat(lease());
        backlog().cancel(job);
        passes(LEASE.plusSeconds(1));
        backlog().expire();
        assertThat(backlog().job(job).state()).isEqualTo(JobState.CANCELLED);
    }

    @Test
    void aCancelledJobDoesNotReturnToTheQueueWhenItsWorkerFailsOrGoesAway() {
        UUID failed = offer();
        Lease lease = lease();
        backlog().cancel(failed);
        settle(lease, FLAKED);
        UUID released = offer();
        lease = lease();
        backlog().cancel(released);
        settle(lease, new Outcome.Released());

        assertThat(backlog().job(failed).state()).isEqualTo(JobState.CANCELLED);
        assertThat(backlog().job(released).state()).isEqualTo(JobState.CANCELLED);
    }

    @Test
    void cancellingAJobThatHasEndedChangesNothing() {
        UUID job = offer();
        settle(lease(), SUCCEEDED);
        backlog().cancel(job);
        assertThat(backlog().job(job).state()).isEqualTo(JobState.SUCCEEDED);
    }

    @Test
    void aCancelledJobCanBeRetried() {
        UUID job = offer();
        Lease lease = lease();
        backlog().cancel(job);
        settle(lease, new Outcome.Cancelled());
        backlog().retry(job);
        assertThat(beat(lease()).cancelRequested()).isFalse();
    }

    @Test
    void aWaitingClaimWakesUpForANewJob() throws Exception {
        try (ExecutorService waiting = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Optional<Lease>> lease = waiting.submit(() -> queue().claim(claimWaiting(30)));
            Thread.sleep(300);
            UUID job = offer();

            assertThat(lease.get(20, TimeUnit.SECONDS))
                    .get()
                    .extracting(Lease::id)
                    .isEqualTo(job);
        }
    }

    @Test
    void fiftyWorkersDoFiveHundredJobsEachExactlyOnce() throws Exception {
        List<UUID> offered = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            offered.add(offer());
        }
        ConcurrentLinkedQueue<UUID> done = new ConcurrentLinkedQueue<>();
        try (ExecutorService workers = Executors.newFixedThreadPool(50)) {
            Callable<Void> worker = () -> workUntilEmpty(done);
            for (Future<Void> end : workers.invokeAll(Collections.nCopies(50, worker))) {
                end.get();
            }
        }

        assertThat(done).containsExactlyInAnyOrderElementsOf(offered);
        assertThat(offered).allSatisfy(job -> {
            assertThat(backlog().job(job).state()).isEqualTo(JobState.SUCCEEDED);
            assertThat(backlog().job(job).epoch()).isEqualTo(1);
        });
    }

    private Void workUntilEmpty(ConcurrentLinkedQueue<UUID> done) {
        for (Optional<Lease> lease = claim(); lease.isPresent(); lease = claim()) {
            beat(lease.get());
            settle(lease.get(), SUCCEEDED);
            done.add(lease.get().id());
        }
        return null;
    }

    private void loseAWorker() {
        beat(lease());
        passes(LEASE.plusSeconds(1));
        backlog().expire();
        passes(BACKOFF.longest());
    }

    private void assertLost(Lease lease) {
        assertRefused("LEASE_LOST", () -> beat(lease));
        assertRefused("LEASE_LOST", () -> settle(lease, SUCCEEDED));
        assertRefused("LEASE_LOST", () -> settle(lease, BROKEN));
    }

    private static void assertRefused(String code, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        GraftException.class, e -> assertThat(e.code().name()).isEqualTo(code));
    }

    private UUID offer() {
        return backlog().offer(Offer.of(task()));
    }

    private UUID claimed() {
        return lease().id();
    }

    private Lease lease() {
        return claim().orElseThrow();
    }

    private Optional<Lease> claim() {
        return claim(Capabilities.NONE);
    }

    private Optional<Lease> claim(Capabilities capabilities) {
        return queue().claim(new Claim("worker", Set.of(Task.Merge.KIND), capabilities, 0));
    }

    private static Claim claimWaiting(int seconds) {
        return new Claim("worker", Set.of(Task.Merge.KIND), Capabilities.NONE, seconds);
    }

    private Renewal beat(Lease lease) {
        return queue().heartbeat(lease.id(), new Heartbeat(lease.epoch(), Progress.STARTING));
    }

    private void settle(Lease lease, Outcome outcome) {
        queue().settle(lease.id(), new Settlement(lease.epoch(), outcome));
    }

    private static Task task() {
        return merge();
    }

    private static Task.Merge merge() {
        return new Task.Merge(UUID.randomUUID(), Digest.of("recipe"), "{}", Map.of(), 1_000);
    }

    private static Outcome failure(boolean retryable) {
        return new Outcome.Failed("DISK_FULL", "/cache", "The disk is full", "Free some space.", retryable);
    }
}
