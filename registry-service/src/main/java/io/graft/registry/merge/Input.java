package io.graft.registry.merge;

import io.graft.core.artifact.Digest;

/**
 * An input of a merge as it was pinned when the merge was asked for.
 *
 * @param reference as the recipe writes it, perhaps with an alias
 * @param version {@code namespace/name@number}
 * @param digest of the version's manifest
 */
public record Input(String reference, String version, Digest digest) {}
