package io.graft.registry.model;

import io.graft.core.GraftException;
import io.graft.core.artifact.Digest;
import io.graft.core.artifact.Manifest;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Where other modules bring a version whose bytes they took in themselves, and wait for the verdict. */
@Component
public class Submissions {
    /** Reading back what is as large as anybody has takes less. */
    private static final Duration LONGEST = Duration.ofMinutes(30);

    private final Registration registration;
    private final Uploads uploads;
    private final Completion completion;
    private final ModelVersions versions;
    private final Catalog catalog;
    private final JsonMapper json;

    Submissions(
            Registration registration,
            Uploads uploads,
            Completion completion,
            ModelVersions versions,
            Catalog catalog,
            JsonMapper json) {
        this.registration = registration;
        this.uploads = uploads;
        this.completion = completion;
        this.versions = versions;
        this.catalog = catalog;
        this.json = json;
    }

    /**
     * Registers a version, or finds the same one that was registered before.
     *
     * @param base what it was trained on; adapters must say so
     * @param arriving where the bytes come in that are not visible yet
     * @return the version's id
     * @throws GraftException {@link ModelError#MODEL_NOT_FOUND}, {@link ModelError#BASE_MISSING}, {@link ModelError#BASE_UNEXPECTED}
     *     or {@link ModelError#BASE_KIND_WRONG}
     */
    @Transactional
    public UUID submit(
            ModelName model, Manifest manifest, Optional<VersionReference> base, Map<Digest, UUID> arriving) {
        UUID id =
                registration.register(model, manifest, base.orElse(null), null).id();
        uploads.adopt(id, arriving);
        return id;
    }

    /**
     * Waits until every byte of it was read back and looked at.
     *
     * @throws GraftException {@link ModelError#VERSION_REJECTED} with the first thing that was found, {@link
     *     ModelError#UPLOAD_INCOMPLETE}, or {@link ModelError#VERSION_NOT_READY} if it takes longer than anybody waits
     */
    public PinnedVersion await(UUID id) throws InterruptedException {
        long end = System.nanoTime() + LONGEST.toNanos();
        boolean decided = false;
        while (!decided && System.nanoTime() < end) {
            decided = completion.complete(id);
        }
        ModelVersion version = versions.findById(id).orElseThrow();
        if (version.state() == VersionState.REJECTED) {
            throw rejected(version);
        }
        return catalog.pinned(id);
    }

    private GraftException rejected(ModelVersion version) {
        JsonNode finding = json.readTree(version.findings()).path(0);
        return new GraftException(
                ModelError.VERSION_REJECTED,
                finding.path("where").asString(version.reference()),
                finding.path("message").asString("%s was rejected".formatted(version.reference())),
                finding.path("remedy").asString("See its findings."));
    }
}
