package io.graft.registry.notify;

import io.graft.core.GraftException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import okhttp3.Dns;
import okhttp3.HttpUrl;
import org.springframework.stereotype.Component;

/**
 * Tells who registers an endpoint at once that it is in a network that is not public. This is a courtesy: what keeps the registry
 * out of there is {@link GuardedSockets}, at each attempt.
 */
@Component
class Destination {
    private final WebhookSettings settings;

    Destination(WebhookSettings settings) {
        this.settings = settings;
    }

    void require(HttpUrl url) {
        if (!settings.allows(url.host()) && !addresses(url.host()).stream().allMatch(Addresses::isPublic)) {
            throw new GraftException(
                    WebhookError.WEBHOOK_ADDRESS_REFUSED,
                    "url",
                    "%s is in a network that is not public".formatted(url.host()),
                    "Use an endpoint on the internet, or have the host added to graft.webhooks.allowed-hosts.");
        }
    }

    /** A name that stands for nothing yet may do so later. */
    private static List<InetAddress> addresses(String host) {
        try {
            return Dns.SYSTEM.lookup(host);
        } catch (UnknownHostException e) {
            return List.of();
        }
    }
}
