package io.graft.registry.hub;

import io.graft.core.artifact.ArtifactFile;
import io.graft.core.artifact.Digest;
import io.graft.registry.model.ModelName;
import io.graft.registry.model.PinnedVersion;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A state of a repository: mostly a version, else what a branch holds that is not one yet.
 *
 * @param commit 40 hexadecimal digits, the first of the digest of its manifest
 * @param version null where it is none
 */
record Revision(
        ModelName model,
        String commit,
        List<ArtifactFile> files,
        @Nullable PinnedVersion version) {
    static final int LENGTH = 40;

    static Revision of(PinnedVersion version) {
        return new Revision(version.model(), commit(version.digest()), version.files(), version);
    }

    static Revision of(ModelName model, Branch branch) {
        return new Revision(model, commit(branch.digest()), branch.files(), null);
    }

    /** That of a repository to which nothing was committed yet. */
    static Revision empty(ModelName model) {
        return new Revision(model, commit(Digest.of("")), List.of(), null);
    }

    static String commit(Digest digest) {
        return digest.hex().substring(0, LENGTH);
    }

    static boolean isCommit(String name) {
        return name.matches("[0-9a-f]{40}");
    }

    String reference() {
        return version == null ? "%s at %s".formatted(model, commit) : version.reference();
    }

    Optional<ArtifactFile> find(String path) {
        return files.stream().filter(file -> file.path().equals(path)).findFirst();
    }

    ArtifactFile file(String path) {
        return find(path).orElseThrow(() -> HubError.noEntry(this, path));
    }
}
