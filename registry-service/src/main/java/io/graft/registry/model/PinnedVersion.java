package io.graft.registry.model;

import io.graft.core.GraftException;
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
    /**
     * The file at a path.
     *
     * @throws GraftException {@link ModelError#FILE_NOT_FOUND}
     */
    public ArtifactFile file(String path) {
        return files.stream()
                .filter(file -> file.path().equals(path))
                .findFirst()
                .orElseThrow(() -> new GraftException(
                        ModelError.FILE_NOT_FOUND,
                        path,
                        "%s has no file %s".formatted(reference(), path),
                        "See the version's list of files."));
    }

    /** {@code namespace/name@number}. */
    public String reference() {
        return model + "@" + number;
    }
}
