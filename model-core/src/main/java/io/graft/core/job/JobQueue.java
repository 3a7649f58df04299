package io.graft.core.job;

import java.util.Optional;
import java.util.UUID;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.service.annotation.HttpExchange;
import org.springframework.web.service.annotation.PostExchange;

/**
 * Work to be leased, done and settled. The registry's controller implements it over its database; workers call it through an
 * HTTP proxy. All times are the registry's: a worker's own clock is never compared with them.
 *
 * <p>The first heartbeat is the worker's receipt: a lease that nobody ever confirms, as its answer got lost or the worker had
 * gone, returns to the queue soon and does not count as an attempt.
 *
 * <p>A write that carries the epoch of a lease that is no longer held fails with {@link JobError#LEASE_LOST} (HTTP 409) and
 * changes nothing: the worker must stop and publish nothing.
 */
@HttpExchange("/api/v1/jobs")
public interface JobQueue {
    /** Leases the most urgent job that the worker can do; empty when none came up within {@link Claim#waitSeconds()}. */
    @PostExchange("/claim")
    Optional<Lease> claim(@RequestBody Claim claim);

    /** Prolongs the lease, reports progress, and learns whether the job was cancelled. */
    @PostExchange("/{id}/heartbeat")
    Renewal heartbeat(@PathVariable UUID id, @RequestBody Heartbeat heartbeat);

    /** Ends the job. Settling again with the same epoch and outcome is harmless. */
    @PostExchange("/{id}/settle")
    void settle(@PathVariable UUID id, @RequestBody Settlement settlement);
}
