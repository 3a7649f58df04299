package io.graft.registry.job;

import io.graft.core.job.Backoff;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How patient the queue is.
 *
 * @param heartbeat how often a worker says that it lives; a lease lasts three times as long, and once as long until the first
 * @param backoff how long a job rests after its first failure; twice as long after each further one
 * @param longestBackoff what that rest never exceeds
 * @param poll how long a waiting worker goes without looking when no notification reaches the registry
 */
@ConfigurationProperties("graft.jobs")
record JobSettings(
        @DefaultValue("5s") Duration heartbeat,
        @DefaultValue("2s") Duration backoff,
        @DefaultValue("5m") Duration longestBackoff,
        @DefaultValue("5s") Duration poll) {
    private static final int HEARTBEATS_TO_MISS = 3;

    JobSettings {
        if (heartbeat.toMillis() < 1) {
            throw new IllegalArgumentException(
                    "graft.jobs.heartbeat is %s; at least 1ms was expected".formatted(heartbeat));
        }
    }

    Duration lease() {
        return heartbeat.multipliedBy(HEARTBEATS_TO_MISS);
    }

    Duration restAfter(int failures) {
        return new Backoff(backoff, longestBackoff).after(failures);
    }
}
