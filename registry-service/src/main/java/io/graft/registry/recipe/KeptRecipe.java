package io.graft.registry.recipe;

import com.fasterxml.jackson.annotation.JsonRawValue;
import io.graft.core.artifact.Digest;
import java.time.Instant;

/**
 * A recipe as the registry keeps it.
 *
 * @param id digest of the document
 * @param source the text that was sent first, comments and all
 * @param document the recipe's canonical JSON
 */
record KeptRecipe(
        Digest id,
        String method,
        String source,
        @JsonRawValue String document,
        Instant createdAt) {}
