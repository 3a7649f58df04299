package io.graft.core.artifact;

import io.graft.core.GraftException;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The files of a version, sorted by path. Two manifests with the same files have the same digest, whatever order they were
 * listed in.
 */
public record Manifest(List<ArtifactFile> files) {
    public Manifest {
        files = files.stream().sorted(Comparator.comparing(ArtifactFile::path)).toList();
        requireFiles(files);
        requireDistinctPaths(files);
    }

    /** SHA-256 of the canonical form: a line {@code <hex> <size> <path>\n} for each file, sorted by path. */
    public Digest digest() {
        StringBuilder canonical = new StringBuilder();
        for (ArtifactFile file : files) {
            canonical.append("%s %d %s\n".formatted(file.sha256().hex(), file.size(), file.path()));
        }
        return Digest.of(canonical.toString());
    }

    public long size() {
        return files.stream().mapToLong(ArtifactFile::size).sum();
    }

    public Optional<ArtifactFile> file(String path) {
        return files.stream().filter(file -> file.path().equals(path)).findFirst();
    }

    private static void requireFiles(List<ArtifactFile> files) {
        if (files.isEmpty()) {
            throw new GraftException(
                    ArtifactError.MANIFEST_EMPTY, "files", "An artifact has at least one file", "List the files.");
        }
    }

    private static void requireDistinctPaths(List<ArtifactFile> files) {
        Set<String> paths = new HashSet<>();
        for (ArtifactFile file : files) {
            if (!paths.add(file.path())) {
                throw new GraftException(
                        ArtifactError.MANIFEST_DUPLICATE_PATH,
                        file.path(),
                        "%s is listed twice".formatted(file.path()),
                        "List each file once.");
            }
        }
    }
}
