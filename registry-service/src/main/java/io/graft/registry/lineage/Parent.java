package io.graft.registry.lineage;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A version that another came from.
 *
 * @param weight with which it went in, where there is one number that says so
 */
public record Parent(
        UUID version, Relation relation, @Nullable Double weight) {}
