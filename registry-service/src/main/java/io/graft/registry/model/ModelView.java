package io.graft.registry.model;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A model as clients see it.
 *
 * @param latestVersion number of the newest version that is ready and was not withdrawn
 * @param aliases names of versions, with their numbers
 */
record ModelView(
        String namespace,
        String name,
        ModelKind kind,
        String description,
        Map<String, String> tags,
        int versionCount,
        @Nullable Integer latestVersion,
        Map<String, Integer> aliases,
        Instant createdAt) {}
