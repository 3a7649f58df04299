package io.graft.registry.lineage;

import java.util.UUID;

/** It was recorded what a version came from, in the transaction that goes on. */
public record VersionConnected(UUID version) {}
