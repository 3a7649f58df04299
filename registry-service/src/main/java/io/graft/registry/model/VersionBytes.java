package io.graft.registry.model;

import io.graft.core.artifact.ArtifactFile;
import io.graft.core.artifact.Digest;
import io.graft.core.gguf.GgufFile;
import io.graft.registry.storage.Blobs;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Takes the weights of ready versions away, and in again. Their names, sizes and digests stay, as do the small files: a version
 * is the same whether its weights are here or not.
 */
@Component
public class VersionBytes {
    private final ModelVersions versions;
    private final VersionFiles files;
    private final Blobs blobs;

    VersionBytes(ModelVersions versions, VersionFiles files, Blobs blobs) {
        this.versions = versions;
        this.files = files;
        this.blobs = blobs;
    }

    /** Whether a file is one of those that make a version large. */
    public static boolean areWeights(ArtifactFile file) {
        return Tensors.areIn(file) || file.path().endsWith(GgufFile.ENDING);
    }

    /** Lets the weights go, in the caller's transaction. They are swept where no other version has the same. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void release(UUID version) {
        List<VersionFiles.Row> all = lockedFiles(version);
        all.stream().filter(row -> areWeights(row.file())).forEach(row -> files.setGone(version, row.sha256()));
        blobs.refer(
                version,
                all.stream()
                        .filter(row -> !areWeights(row.file()))
                        .map(VersionFiles.Row::sha256)
                        .toList());
    }

    /** From now on the version wants all its bytes again. Returns whether they are here already. */
    @Transactional(propagation = Propagation.MANDATORY)
    public boolean want(UUID version) {
        List<Digest> all = lockedFiles(version).stream()
                .map(VersionFiles.Row::sha256)
                .distinct()
                .toList();
        Set<Digest> here = blobs.refer(version, all);
        here.forEach(digest -> files.setVerified(version, digest));
        return here.containsAll(all);
    }

    /** Whether all its bytes are here and were read back. */
    public boolean areHere(UUID version) {
        return files.of(version).stream().allMatch(VersionFiles.Row::verified);
    }

    private List<VersionFiles.Row> lockedFiles(UUID version) {
        return files.of(versions.findLockedById(version).orElseThrow().id());
    }
}
