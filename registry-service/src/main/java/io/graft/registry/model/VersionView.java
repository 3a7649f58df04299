package io.graft.registry.model;

import io.graft.core.artifact.ArtifactFile;
import io.graft.core.artifact.Digest;
import io.graft.core.preflight.Finding;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A version as clients see it.
 *
 * @param model {@code namespace/name}
 * @param config what was found in its config and weights
 * @param withdrawn why it is to be used no more; null where nothing speaks against it
 * @param evictedAt since when its weights are kept as their recipe alone; null while they are here
 */
record VersionView(
        String model,
        ModelKind kind,
        int number,
        VersionState state,
        Digest digest,
        long size,
        List<ArtifactFile> files,
        @Nullable Base base,
        @Nullable Digest fingerprint,
        @Nullable JsonNode trainingFacts,
        List<Finding> findings,
        @Nullable JsonNode config,
        List<String> aliases,
        @Nullable Merge merge,
        @Nullable Withdrawn withdrawn,
        @Nullable Instant evictedAt,
        Instant createdAt,
        @Nullable Instant readyAt) {
    record Base(String model, int number) {}

    record Merge(UUID id, @Nullable Digest recipeId) {}
}
