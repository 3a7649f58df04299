package io.graft.registry.merge;

import java.util.Optional;
import java.util.UUID;

/** Whoever has merges run once more for the bytes that they made. */
public interface Restorations {
    /** The version whose bytes a job makes again; empty where it is a merge's own job. */
    Optional<UUID> versionOf(UUID job);
}
