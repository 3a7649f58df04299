package io.graft.registry.model;

import io.graft.core.artifact.ArtifactFile;
import io.graft.core.artifact.Manifest;
import io.graft.registry.storage.Blobs;
import java.net.URI;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

@RestController
@RequestMapping("/api/v1/models/{namespace}/{name}/versions")
class VersionController {
    private final Catalog catalog;
    private final Models models;
    private final Registration registration;
    private final Uploads uploads;
    private final Completion completion;
    private final VersionListing listing;
    private final Tensors tensors;
    private final Blobs blobs;
    private final Residence residence;

    VersionController(
            Catalog catalog,
            Models models,
            Registration registration,
            Uploads uploads,
            Completion completion,
            VersionListing listing,
            Tensors tensors,
            Blobs blobs,
            Residence residence) {
        this.catalog = catalog;
        this.models = models;
        this.registration = registration;
        this.uploads = uploads;
        this.completion = completion;
        this.listing = listing;
        this.tensors = tensors;
        this.blobs = blobs;
        this.residence = residence;
    }

    /** @param base the version it was trained on; adapters must say so */
    record NewVersion(
            List<ArtifactFile> files,
            @Nullable String base,
            @Nullable JsonNode trainingFacts) {
        @Nullable
        VersionReference baseReference() {
            return base == null ? null : VersionReference.parse(base);
        }

        @Nullable
        TrainingFacts facts() {
            return trainingFacts == null || trainingFacts.isNull() ? null : new TrainingFacts(trainingFacts);
        }
    }

    record TensorList(List<Tensors.View> tensors) {}

    @PostMapping
    ResponseEntity<VersionUpload> create(
            @PathVariable String namespace, @PathVariable String name, @RequestBody NewVersion form) {
        ModelName model = new ModelName(namespace, name);
        Registration.Registered registered =
                registration.register(model, new Manifest(form.files()), form.baseReference(), form.facts());
        VersionUpload upload = uploads.of(registered.id());
        URI location = URI.create("/api/v1/models/%s/versions/%d".formatted(model, upload.number()));
        return ResponseEntity.status(registered.isNew() ? HttpStatus.CREATED : HttpStatus.OK)
                .location(location)
                .body(upload);
    }

    @GetMapping
    Page<VersionView> list(
            @PathVariable String namespace,
            @PathVariable String name,
            @RequestParam @Nullable String cursor,
            @RequestParam(defaultValue = "50") int limit) {
        ModelName model = new ModelName(namespace, name);
        if (!models.existsByName(model)) {
            throw Catalog.missing(model);
        }
        return listing.versions(model, Cursor.parse(cursor), Page.limit(limit));
    }

    @GetMapping("/{version}")
    VersionView show(@PathVariable String namespace, @PathVariable String name, @PathVariable String version) {
        return listing.version(findForUse(namespace, name, version));
    }

    @GetMapping("/{version}/uploads")
    VersionUpload uploads(@PathVariable String namespace, @PathVariable String name, @PathVariable String version) {
        return uploads.of(find(namespace, name, version));
    }

    /** Answers with the version when its bytes were verified, or with 202 while that goes on; then ask again. */
    @PostMapping("/{version}/complete")
    ResponseEntity<VersionView> complete(
            @PathVariable String namespace, @PathVariable String name, @PathVariable String version)
            throws InterruptedException {
        UUID id = find(namespace, name, version);
        boolean decided = completion.complete(id);
        VersionView view = listing.version(id);
        return decided
                ? ResponseEntity.ok(view)
                : ResponseEntity.accepted().header(HttpHeaders.RETRY_AFTER, "1").body(view);
    }

    @GetMapping("/{version}/tensors")
    TensorList tensors(@PathVariable String namespace, @PathVariable String name, @PathVariable String version) {
        return new TensorList(tensors.ofVersion(find(namespace, name, version)));
    }

    /** 302 to where the bytes are; 503 with {@code Retry-After} and the progress while weights that were evicted are made again. */
    @GetMapping("/{version}/files/{*path}")
    ResponseEntity<Void> file(
            @PathVariable String namespace,
            @PathVariable String name,
            @PathVariable String version,
            @PathVariable String path) {
        PinnedVersion pinned = catalog.pinned(findForUse(namespace, name, version));
        ArtifactFile file = pinned.file(path.substring(1));
        if (VersionBytes.areWeights(file)) {
            residence.require(List.of(pinned));
        }
        return ResponseEntity.status(HttpStatus.FOUND)
                .location(blobs.downloadUrl(file.sha256(), file.path()))
                .build();
    }

    private UUID findForUse(String namespace, String name, String version) {
        return catalog.findForUse(new VersionReference(new ModelName(namespace, name), version));
    }

    private UUID find(String namespace, String name, String version) {
        return catalog.find(new VersionReference(new ModelName(namespace, name), version));
    }
}
