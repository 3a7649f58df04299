package io.graft.registry.notify;

import java.util.List;
import java.util.UUID;

/**
 * An event on its way to an endpoint.
 *
 * @param attempts how often it was sent before
 * @param secrets that sign it
 */
record Message(UUID delivery, int attempts, String url, List<SigningSecret> secrets, Event event) {}
