package io.graft.registry.hub;

import io.graft.core.artifact.ArtifactFile;
import io.graft.core.artifact.Digest;
import io.graft.registry.model.ModelName;
import io.graft.registry.model.PinnedVersion;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A state of a repository: mostly a version, else what a branch holds that is not one yet, or a pool.
 *
 * @param commit 40 hexadecimal digits, the first of the digest of its manifest
 * @param version null where it is none; the base of a pool
 * @param sources of the files that are not simply the version's own, by path
 */
record Revision(
        RepositoryName repository,
        String commit,
        List<ArtifactFile> files,
        @Nullable PinnedVersion version,
        Map<String, Source> sources) {
    static final int LENGTH = 40;

    static Revision of(PinnedVersion version) {
        return of(new RepositoryName.OfModel(version.model()), version);
    }

    static Revision of(RepositoryName repository, PinnedVersion version) {
        return new Revision(repository, commit(version.digest()), version.files(), version, Map.of());
    }

    static Revision of(ModelName model, Branch branch) {
        return unfinished(model, branch.digest(), branch.files());
    }

    /** That of a repository to which nothing was committed yet. */
    static Revision empty(ModelName model) {
        return unfinished(model, Digest.of(""), List.of());
    }

    private static Revision unfinished(ModelName model, Digest digest, List<ArtifactFile> files) {
        return new Revision(new RepositoryName.OfModel(model), commit(digest), files, null, Map.of());
    }

    static String commit(Digest digest) {
        return digest.hex().substring(0, LENGTH);
    }

    static boolean isCommit(String name) {
        return name.matches("[0-9a-f]{40}");
    }

    String reference() {
        return version == null || !(repository instanceof RepositoryName.OfModel)
                ? "%s at %s".formatted(repository, commit)
                : version.reference();
    }

    Optional<ArtifactFile> find(String path) {
        return files.stream().filter(file -> file.path().equals(path)).findFirst();
    }

    ArtifactFile file(String path) {
        return find(path).orElseThrow(() -> HubError.noEntry(this, path));
    }

    Source source(String path) {
        Source own = new Source.Kept(Optional.ofNullable(version).map(PinnedVersion::id));
        return sources.getOrDefault(path, own);
    }
}
