package io.graft.registry.hub;

import io.graft.core.artifact.ArtifactFile;
import io.graft.core.artifact.Digest;
import java.util.List;
import java.util.UUID;

/**
 * What a branch holds that is no version.
 *
 * @param after the number of the version that was the newest when it was committed; 0 where there was none
 * @param digest of the manifest of its files
 */
record Branch(UUID id, String name, int after, Digest digest, List<ArtifactFile> files) {
    static final String MAIN = "main";
}
