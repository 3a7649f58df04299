package io.graft.registry.bundle;

import io.graft.registry.model.ModelName;
import org.jspecify.annotations.Nullable;

/**
 * An alias of a bundle was moved, which releases it. Published in the transaction that moves it.
 *
 * @param step how often the alias was moved, its making included
 * @param from null where the alias was made
 */
public record BundleMoved(
        ModelName bundle, String alias, int step, @Nullable Integer from, int to) {}
