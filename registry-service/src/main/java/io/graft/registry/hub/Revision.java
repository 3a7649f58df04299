package io.graft.registry.hub;

import io.graft.core.artifact.ArtifactFile;
import io.graft.core.artifact.Digest;
import io.graft.registry.model.PinnedVersion;

/** A version as a commit: 40 hexadecimal digits, the first of the digest of its manifest. */
record Revision(PinnedVersion version) {
    static final int LENGTH = 40;

    String commit() {
        return commit(version.digest());
    }

    static String commit(Digest digest) {
        return digest.hex().substring(0, LENGTH);
    }

    static boolean isCommit(String name) {
        return name.matches("[0-9a-f]{40}");
    }

    ArtifactFile file(String path) {
        return version.files().stream()
                .filter(file -> file.path().equals(path))
                .findFirst()
                .orElseThrow(() -> HubError.noEntry(this, path));
    }
}
