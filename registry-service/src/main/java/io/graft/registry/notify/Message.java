package io.graft.registry.notify;

import java.util.List;
import java.util.UUID;

/**
 * An event on its way to an endpoint.
 *
 * @param attempts how often it was sent before
 * @param secrets that sign it where it is a webhook
 */
record Message(UUID delivery, int attempts, Kind kind, String url, List<SigningSecret> secrets, Event event) {
    /** In which form the endpoint is told. */
    enum Kind {
        WEBHOOK,
        OPENLINEAGE
    }
}
