package io.graft.registry.model;

import io.graft.core.GraftException;
import io.graft.core.artifact.ArtifactFile;
import io.graft.core.artifact.Digest;
import io.graft.core.artifact.Manifest;
import io.graft.core.preflight.Finding;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/**
 * The versions that merges make. Such a version stays pending when its bytes are verified, until the merge is settled: whoever
 * settles it publishes the version in the same transaction.
 */
@Component
public class MergedVersions {
    private final Catalog catalog;
    private final Registration registration;
    private final Uploads uploads;
    private final Completion completion;
    private final Publication publication;
    private final Rejection rejection;
    private final ModelVersions versions;
    private final JsonMapper json;

    MergedVersions(
            Catalog catalog,
            Registration registration,
            Uploads uploads,
            Completion completion,
            Publication publication,
            Rejection rejection,
            ModelVersions versions,
            JsonMapper json) {
        this.catalog = catalog;
        this.registration = registration;
        this.uploads = uploads;
        this.completion = completion;
        this.publication = publication;
        this.rejection = rejection;
        this.versions = versions;
        this.json = json;
    }

    /**
     * How verification of a merge's version stands.
     *
     * @param verified whether every byte was read back and agreed
     * @param findings why it was rejected, or what is worth knowing
     */
    public record Verdict(int number, VersionState state, boolean verified, List<Finding> findings) {}

    /** The merge's pending version in the output model, made now, or given these files in place of an earlier attempt's. */
    @Transactional
    public UUID draft(UUID merge, Digest recipe, ModelName output, Manifest manifest) {
        catalog.ensure(output, ModelKind.MERGED);
        return registration.draft(merge, recipe, output, manifest);
    }

    /** What is still to be uploaded of it, with fresh URLs. To be called while answering a request. */
    public VersionUpload uploads(UUID version) {
        return uploads.of(version);
    }

    /**
     * Has the merge's version verified and waits a while for it, outside of any transaction.
     *
     * @throws GraftException {@link ModelError#UPLOAD_INCOMPLETE}, or {@link ModelError#VERSION_NOT_FOUND} if it has none
     */
    @Transactional(propagation = Propagation.NEVER)
    public Verdict complete(UUID merge) throws InterruptedException {
        UUID id = versions.findByMergeIdAndStateNot(merge, VersionState.REJECTED)
                .orElseThrow(() -> missing(merge))
                .id();
        completion.complete(id);
        ModelVersion version = versions.findById(id).orElseThrow();
        return new Verdict(
                version.number(),
                version.state(),
                version.verified(),
                List.of(json.readValue(version.findings(), Finding[].class)));
    }

    /**
     * Makes the merge's verified version ready, in the caller's transaction.
     *
     * @throws GraftException {@link ModelError#VERSION_NOT_VERIFIED} or {@link ModelError#VERSION_NOT_FOUND}
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public PinnedVersion publish(UUID merge) {
        return publication.publish(versions.findLockedByMergeIdAndStateNot(merge, VersionState.REJECTED)
                .orElseThrow(() -> missing(merge)));
    }

    /**
     * The merge's version as it will be once it is published.
     *
     * @throws GraftException {@link ModelError#VERSION_NOT_VERIFIED} or {@link ModelError#VERSION_NOT_FOUND}
     */
    public PinnedVersion made(UUID merge) {
        ModelVersion version =
                versions.findByMergeIdAndStateNot(merge, VersionState.REJECTED).orElseThrow(() -> missing(merge));
        version.requireVerified();
        return catalog.asItIs(version.id());
    }

    /** Takes a version back that was published and then found not to be what its recipe says. Its bytes stay, as evidence. */
    @Transactional
    public void withdraw(UUID version, Finding why) {
        ModelVersion found = versions.findLockedById(version).orElseThrow();
        if (found.state() == VersionState.READY) {
            rejection.withdraw(found, List.of(why));
        }
    }

    /** Rejects the merge's pending version, if it has one: the merge was cancelled or failed. */
    @Transactional
    public void discard(UUID merge, Finding why) {
        versions.findLockedByMergeIdAndStateNot(merge, VersionState.REJECTED)
                .ifPresent(version -> rejection.reject(version, List.of(why)));
    }

    /**
     * What has to be sent of a ready version whose weights were made again. To be called while answering a request.
     *
     * @param made what somebody has in hand
     * @throws GraftException {@link ModelError#REBUILD_DIFFERS} if that is something else
     */
    public VersionUpload uploadsAgain(UUID version, Manifest made) {
        requireSame(catalog.pinned(version), made);
        return uploads.again(version);
    }

    /** Has these read back, and waits a while, outside of any transaction; returns whether all of them agreed. */
    @Transactional(propagation = Propagation.NEVER)
    public boolean completeAgain(UUID version) throws InterruptedException {
        return completion.completeAgain(version);
    }

    private static void requireSame(PinnedVersion version, Manifest made) {
        version.files().stream()
                .filter(VersionBytes::areWeights)
                .filter(file -> !made.files().contains(file))
                .findFirst()
                .ifPresent(file -> {
                    throw differs(file, made.file(file.path()));
                });
    }

    private static GraftException differs(ArtifactFile wanted, Optional<ArtifactFile> found) {
        return new GraftException(
                ModelError.REBUILD_DIFFERS,
                wanted.path(),
                "The recipe made %s, where the version has %d bytes with %s"
                        .formatted(
                                found.map(file -> "%d bytes with %s".formatted(file.size(), file.sha256()))
                                        .orElse("no such file"),
                                wanted.size(),
                                wanted.sha256()),
                "Rebuild it with the version of Graft that its provenance names.");
    }

    static GraftException missing(UUID merge) {
        return new GraftException(
                ModelError.VERSION_NOT_FOUND,
                "merge " + merge,
                "The merge has announced no files",
                "Announce the files of its version first.");
    }
}
