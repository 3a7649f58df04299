package io.graft.registry.model;

/** A version became ready, in the transaction that goes on. */
public record VersionPublished(PinnedVersion version) {}
