package io.graft.registry.hub;

import io.graft.core.artifact.ArtifactFile;
import io.graft.registry.model.ModelName;
import java.util.UUID;

/**
 * A version of an adapter that may be in a pool.
 *
 * @param config as its owner wrote it
 */
record PoolAdapter(UUID id, ModelName model, int number, ArtifactFile config, ArtifactFile weights) {
    /** Never another version's: {@code acme/tone-v3}. */
    String folder() {
        return RepositoryName.numbered(model, number);
    }
}
