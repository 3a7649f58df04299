package io.graft.registry.job;

import io.graft.core.job.Claim;
import io.graft.core.job.Heartbeat;
import io.graft.core.job.Job;
import io.graft.core.job.JobQueue;
import io.graft.core.job.JobState;
import io.graft.core.job.Lease;
import io.graft.core.job.Renewal;
import io.graft.core.job.Settlement;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The queue over HTTP: for workers, and for operators who look after it. */
@RestController
class JobController implements JobQueue {
    private static final int LARGEST_PAGE = 200;

    private final Leases leases;
    private final Jobs jobs;
    private final Doorbell doorbell;
    private final JobSettings settings;

    JobController(Leases leases, Jobs jobs, Doorbell doorbell, JobSettings settings) {
        this.leases = leases;
        this.jobs = jobs;
        this.doorbell = doorbell;
        this.settings = settings;
    }

    @Override
    public Optional<Lease> claim(Claim claim) {
        leases.noteDemand(claim);
        long end = System.nanoTime() + Duration.ofSeconds(claim.waitSeconds()).toNanos();
        try {
            return await(claim, end);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    @Override
    public Renewal heartbeat(UUID id, Heartbeat heartbeat) {
        return leases.heartbeat(id, heartbeat);
    }

    @Override
    public void settle(UUID id, Settlement settlement) {
        leases.settle(id, settlement);
    }

    @GetMapping
    JobPage list(
            @RequestParam(required = false) @Nullable JobState state,
            @RequestParam(required = false) @Nullable UUID cursor,
            @RequestParam(defaultValue = "50") int limit) {
        int size = Math.clamp(limit, 1, LARGEST_PAGE);
        List<Job> found = jobs.list(state, cursor, size);
        return new JobPage(found, found.size() < size ? null : found.getLast().id());
    }

    @GetMapping("/{id}")
    Job job(@PathVariable UUID id) {
        return jobs.job(id);
    }

    @PostMapping("/{id}/retry")
    @ResponseStatus(HttpStatus.ACCEPTED)
    Job retry(@PathVariable UUID id) {
        jobs.retry(id);
        return jobs.job(id);
    }

    /** Ends it at once while it is queued; a running one ends with its worker's next heartbeat. */
    @PostMapping("/{id}/cancel")
    @ResponseStatus(HttpStatus.ACCEPTED)
    Job cancel(@PathVariable UUID id) {
        jobs.cancel(id);
        return jobs.job(id);
    }

    /** Looks whenever the bell rings, and from time to time without, until the time is over or the registry stops. */
    private Optional<Lease> await(Claim claim, long end) throws InterruptedException {
        while (true) {
            long rings = doorbell.rings();
            Optional<Lease> lease = leases.claim(claim);
            Duration left = Duration.ofNanos(end - System.nanoTime());
            if (lease.isPresent() || !left.isPositive() || !doorbell.isRunning()) {
                return lease;
            }
            doorbell.await(rings, left.compareTo(settings.poll()) < 0 ? left : settings.poll());
        }
    }

    /** The next page begins after {@code next}; null on the last one. */
    record JobPage(List<Job> items, @Nullable UUID next) {}
}
