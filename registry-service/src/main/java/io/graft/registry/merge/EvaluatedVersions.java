package io.graft.registry.merge;

import java.util.UUID;

/** Knows which versions were ever evaluated. */
@FunctionalInterface
public interface EvaluatedVersions {
    /** Whether an evaluation of the version, alone, has succeeded. */
    boolean contains(UUID version);
}
