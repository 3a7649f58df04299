package io.graft.registry.model;

import io.graft.core.GraftException;
import io.graft.core.artifact.ArtifactFile;
import io.graft.core.artifact.Digest;
import io.graft.core.preflight.Finding;
import io.graft.core.transfer.UploadPlan;
import io.graft.registry.storage.Blobs;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/**
 * The version of a merge that was cut, while its parts come in: each brings some files, which are verified by themselves and kept
 * for as long as the version is pending. Declaring the whole, as {@link MergedVersions} does it, ends that.
 */
@Component
public class MergedParts {
    private final Catalog catalog;
    private final Registration registration;
    private final Uploads uploads;
    private final Completion completion;
    private final ModelVersions versions;
    private final VersionFiles files;
    private final Blobs blobs;
    private final JsonMapper json;

    MergedParts(
            Catalog catalog,
            Registration registration,
            Uploads uploads,
            Completion completion,
            ModelVersions versions,
            VersionFiles files,
            Blobs blobs,
            JsonMapper json) {
        this.catalog = catalog;
        this.registration = registration;
        this.uploads = uploads;
        this.completion = completion;
        this.versions = versions;
        this.files = files;
        this.blobs = blobs;
        this.json = json;
    }

    /** The merge's pending version with these files of one part, in place of those of an earlier attempt at it. */
    @Transactional
    public UUID draft(UUID merge, Digest recipe, ModelName output, int part, List<ArtifactFile> made) {
        catalog.ensure(output, ModelKind.MERGED);
        return registration.draftPart(merge, recipe, output, part, made);
    }

    /** What is still to be uploaded of a part, with fresh URLs. To be called while answering a request. */
    public List<UploadPlan> uploads(UUID version, int part) {
        return uploads.ofPart(version, part).uploads();
    }

    /**
     * Has the files of a part verified and waits a while for it, outside of any transaction.
     *
     * @throws GraftException {@link ModelError#UPLOAD_INCOMPLETE}, or {@link ModelError#VERSION_NOT_FOUND} if no part has declared
     *     any
     */
    @Transactional(propagation = Propagation.NEVER)
    public MergedVersions.Verdict complete(UUID merge, int part) throws InterruptedException {
        UUID id = pending(merge).id();
        completion.completePart(id, part);
        ModelVersion version = versions.findById(id).orElseThrow();
        return new MergedVersions.Verdict(
                version.number(),
                version.state(),
                verified(id, part),
                List.of(json.readValue(version.findings(), Finding[].class)));
    }

    /**
     * Refuses a part whose bytes have not all been read back.
     *
     * @throws GraftException {@link ModelError#VERSION_NOT_VERIFIED} or {@link ModelError#VERSION_NOT_FOUND}
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void requireVerified(UUID merge, int part) {
        ModelVersion version = pending(merge);
        if (!verified(version.id(), part)) {
            throw new GraftException(
                    ModelError.VERSION_NOT_VERIFIED,
                    version.reference(),
                    "Part %d of %s was not verified yet".formatted(part, version.reference()),
                    "Complete its uploads first.");
        }
    }

    /**
     * Takes up a part that was made before the merge failed.
     *
     * @return whether all its bytes are still here, and stay; otherwise it has to be made again
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public boolean keep(UUID merge, Digest recipe, ModelName output, int part, List<ArtifactFile> made) {
        UUID version = draft(merge, recipe, output, part, made);
        Set<Digest> all = new HashSet<>(
                files.of(version).stream().map(VersionFiles.Row::sha256).toList());
        Set<Digest> here = blobs.refer(version, all);
        List<Digest> wanted = made.stream().map(ArtifactFile::sha256).toList();
        if (!here.containsAll(wanted)) {
            return false;
        }
        wanted.forEach(digest -> files.setVerified(version, digest));
        return true;
    }

    private boolean verified(UUID version, int part) {
        return files.ofPart(version, part).stream().allMatch(VersionFiles.Row::verified);
    }

    private ModelVersion pending(UUID merge) {
        return versions.findByMergeIdAndStateNot(merge, VersionState.REJECTED)
                .orElseThrow(() -> MergedVersions.missing(merge));
    }
}
