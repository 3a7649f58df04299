package io.graft.registry.notify;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How webhooks are delivered.
 *
 * @param allowPrivate whether endpoints may be in networks that are not public
 * @param allowedHosts names of hosts that may be wherever they are
 * @param retries how long to wait after each failed attempt; after the last one the delivery has failed
 * @param timeout what an endpoint has to answer, from the look-up of its name on
 * @param atOnce how many deliveries a registry has under way
 * @param look how often a registry looks for deliveries that are due
 * @param oldSecretSigns how long after a rotation both secrets sign
 * @param disableAfter how long an endpoint may fail before it is disabled
 * @param keep how long deliveries that have ended are kept
 */
@ConfigurationProperties("graft.webhooks")
record WebhookSettings(
        @DefaultValue("false") boolean allowPrivate,
        @DefaultValue Set<String> allowedHosts,

        @DefaultValue({"5s", "30s", "2m", "10m", "30m", "1h", "2h", "4h", "8h", "8h"})
        List<Duration> retries,

        @DefaultValue("15s") Duration timeout,
        @DefaultValue("16") int atOnce,
        @DefaultValue("5s") Duration look,
        @DefaultValue("24h") Duration oldSecretSigns,
        @DefaultValue("5d") Duration disableAfter,
        @DefaultValue("30d") Duration keep) {
    private static final double JITTER = 0.2;

    WebhookSettings {
        if (atOnce < 1) {
            throw new IllegalArgumentException(
                    "graft.webhooks.at-once is %d; at least 1 was expected".formatted(atOnce));
        }
        if (timeout.toMillis() < 1 || look.toMillis() < 1) {
            throw new IllegalArgumentException("graft.webhooks.timeout and graft.webhooks.look are at least 1ms");
        }
        allowedHosts = Set.copyOf(allowedHosts);
        retries = List.copyOf(retries);
    }

    /** Whether there is another attempt after so many have failed. */
    boolean retriesAfter(int failures) {
        return failures <= retries.size();
    }

    /**
     * How long to wait after so many failed attempts.
     *
     * @param chance from 0 to 1; spreads those who failed together
     */
    Duration restAfter(int failures, double chance) {
        Duration rest = retries.get(failures - 1);
        return rest.plusMillis(Math.round(rest.toMillis() * JITTER * chance));
    }

    boolean allows(String host) {
        return allowPrivate || allowedHosts.contains(host);
    }

    /** Longer than any attempt takes. */
    Duration claim() {
        return timeout.multipliedBy(2);
    }
}
