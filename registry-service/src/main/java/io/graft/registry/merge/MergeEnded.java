package io.graft.registry.merge;

import io.graft.registry.model.ModelName;
import io.graft.registry.model.PinnedVersion;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A merge has ended, in the transaction that goes on.
 *
 * @param output the model that it was to make a version of
 * @param version what it made; null unless it succeeded
 * @param why what went wrong; null unless it failed
 */
public record MergeEnded(
        UUID merge,
        MergeState state,
        ModelName output,
        @Nullable PinnedVersion version,
        @Nullable String why) {}
