package io.graft.registry.gate;

import io.graft.core.artifact.Digest;

/**
 * Something that a condition was judged by, as it was then.
 *
 * @param kind {@code verification}, {@code scores}, {@code forgetting}, {@code findings}, {@code version}
 * @param id under which the registry keeps it
 * @param digest of what it said
 */
public record Evidence(String kind, String id, Digest digest) {}
