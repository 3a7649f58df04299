package io.graft.registry.release;

import java.util.UUID;

/**
 * A run has come to another state, in the transaction that goes on.
 *
 * @param target the alias that it is to move: {@code namespace/name@alias}
 */
public record RunMoved(UUID run, RunState state, String target, String note) {}
