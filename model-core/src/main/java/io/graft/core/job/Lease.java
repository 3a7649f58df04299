package io.graft.core.job;

import java.time.Duration;
import java.util.UUID;

/**
 * The right to do one job until it expires.
 *
 * @param id of the job
 * @param epoch which lease of this job it is; every later write carries it
 * @param attempt 1 for the first try
 * @param heartbeat how often to send a heartbeat, and how soon the first; the lease lasts as long as this until the first and
 *     three times as long after each
 */
public record Lease(UUID id, long epoch, int attempt, Duration heartbeat, Task task) {}
