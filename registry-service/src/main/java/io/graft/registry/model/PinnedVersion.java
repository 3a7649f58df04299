package io.graft.registry.model;

import io.graft.core.artifact.ArtifactFile;
import io.graft.core.artifact.Digest;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A version that is ready, and so will never change.
 *
 * @param digest of its manifest
 * @param fingerprint of a base or merged model's tensors and config; null for adapters
 * @param baseId the version that an adapter was trained on
 */
public record PinnedVersion(
        UUID id,
        ModelName model,
        ModelKind kind,
        int number,
        Digest digest,
        @Nullable Digest fingerprint,
        @Nullable UUID baseId,
        List<ArtifactFile> files) {
    /** {@code namespace/name@number}. */
    public String reference() {
        return model + "@" + number;
    }
}
