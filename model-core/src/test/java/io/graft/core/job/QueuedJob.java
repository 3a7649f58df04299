package io.graft.core.job;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A job of the in-memory queue, and what may happen to it. */
final class QueuedJob {
    private static final double SECONDS_PER_POINT = 600;
    private static final double MOST_POINTS = 20;

    private final UUID id = UUID.randomUUID();
    private final Offer offer;
    private final Instant queued;
    private final Map<Long, Outcome> settled = new HashMap<>();
    private JobState state = JobState.QUEUED;
    private Instant runAfter;
    private Instant leaseEnd = Instant.MAX;
    private int attempt;
    private long epoch;
    private boolean confirmed;
    private boolean cancelRequested;
    private Progress progress = Progress.STARTING;
    private @Nullable Instant finished;
    private @Nullable String worker;
    private Outcome.@Nullable Failed error;

    QueuedJob(Offer offer, Instant queued) {
        this.offer = offer;
        this.queued = queued;
        this.runAfter = queued;
    }

    UUID id() {
        return id;
    }

    Instant queued() {
        return queued;
    }

    double urgency(Instant now) {
        double waited = Duration.between(queued, now).toMillis() / 1000.0;
        return offer.priority() + Math.min(waited / SECONDS_PER_POINT, MOST_POINTS);
    }

    boolean isFor(Claim claim, Instant now) {
        return state == JobState.QUEUED
                && !runAfter.isAfter(now)
                && claim.kinds().contains(offer.task().kind())
                && claim.capabilities().satisfy(offer.needs());
    }

    Lease lease(String claimant, Duration heartbeat, Instant end) {
        state = JobState.LEASED;
        worker = claimant;
        confirmed = false;
        leaseEnd = end;
        progress = Progress.STARTING;
        return new Lease(id, ++epoch, ++attempt, heartbeat, offer.task());
    }

    Renewal renew(Heartbeat beat, Instant end) {
        requireLease(beat.epoch());
        leaseEnd = end;
        confirmed = true;
        progress = beat.progress();
        return new Renewal(cancelRequested);
    }

    void settle(Settlement settlement, Instant now, Backoff backoff) {
        Outcome before = settled.get(settlement.epoch());
        if (before != null) {
            requireSame(before, settlement.outcome());
            return;
        }
        requireLease(settlement.epoch());
        settled.put(epoch, settlement.outcome());
        end(settlement.outcome(), now, backoff);
    }

    boolean expire(Instant now, Backoff backoff) {
        boolean expired = state == JobState.LEASED && leaseEnd.isBefore(now);
        if (expired) {
            end(confirmed ? JobError.workerLost(Objects.requireNonNull(worker)) : new Outcome.Released(), now, backoff);
        }
        return expired;
    }

    void cancel(Instant now) {
        switch (state) {
            case QUEUED -> {
                state = JobState.CANCELLED;
                finished = now;
            }
            case LEASED -> cancelRequested = true;
            case SUCCEEDED, FAILED, CANCELLED, DEAD -> {}
        }
    }

    void retry(Instant now) {
        if (!state.isRetryable()) {
            throw JobError.notRetryable(id, state);
        }
        state = JobState.QUEUED;
        attempt = 0;
        finished = null;
        runAfter = now;
        cancelRequested = false;
    }

    Job view() {
        return new Job(
                id,
                offer.task().kind(),
                state,
                offer.priority(),
                attempt,
                offer.maxAttempts(),
                epoch,
                worker,
                progress,
                cancelRequested,
                error,
                queued,
                finished);
    }

    private void end(Outcome outcome, Instant now, Backoff backoff) {
        state = outcome.leadsTo(attempt < offer.maxAttempts());
        switch (outcome) {
            case Outcome.Failed failed -> {
                error = failed;
                runAfter = now.plus(backoff.after(attempt));
            }
            case Outcome.Released _ -> attempt--;
            case Outcome.Succeeded _ -> error = null;
            case Outcome.Cancelled _ -> {}
        }
        if (cancelRequested && state == JobState.QUEUED) {
            state = JobState.CANCELLED;
        }
        finished = state.isFinal() ? now : null;
    }

    private void requireLease(long claimed) {
        if (state != JobState.LEASED || epoch != claimed) {
            throw JobError.leaseLost(id, claimed);
        }
    }

    private void requireSame(Outcome before, Outcome now) {
        if (!before.equals(now)) {
            throw JobError.alreadySettled(id, state);
        }
    }
}
