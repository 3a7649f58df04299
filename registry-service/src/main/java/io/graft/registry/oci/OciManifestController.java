package io.graft.registry.oci;

import io.graft.core.GraftException;
import io.graft.core.artifact.Digest;
import io.graft.registry.model.Catalog;
import io.graft.registry.model.ModelName;
import io.graft.registry.model.VersionReference;
import java.util.UUID;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** Where OCI's clients begin: which bytes a tag stands for. */
@RestController
class OciManifestController {
    private static final String SHA256 = "sha256:";

    private final Repositories repositories;
    private final Artifacts artifacts;
    private final Catalog catalog;

    OciManifestController(Repositories repositories, Artifacts artifacts, Catalog catalog) {
        this.repositories = repositories;
        this.artifacts = artifacts;
        this.catalog = catalog;
    }

    @ExceptionHandler
    ResponseEntity<OciRefusal> refused(GraftException error) {
        return OciRefusal.of(error);
    }

    @GetMapping("/v2/{namespace}/{name}/manifests/{reference}")
    ResponseEntity<byte[]> manifest(
            @PathVariable String namespace, @PathVariable String name, @PathVariable String reference) {
        ModelName model = repositories.find(namespace, name);
        Document manifest = reference.startsWith(SHA256)
                ? pinned(model, Digest.parse(reference))
                : artifacts.of(catalog.clean(tagged(model, reference))).manifest();
        return ResponseEntity.ok()
                .contentType(MediaType.parseMediaType(manifest.mediaType()))
                .header(OciController.DIGEST, manifest.digest().toString())
                .body(manifest.bytes());
    }

    private Document pinned(ModelName model, Digest digest) {
        return artifacts
                .owner(model, digest)
                .map(version -> artifacts.of(catalog.clean(version)).manifest())
                .filter(manifest -> manifest.digest().equals(digest))
                .orElseThrow(() -> OciError.noManifest(model, digest.toString()));
    }

    private UUID tagged(ModelName model, String tag) {
        try {
            UUID version = catalog.findForUse(new VersionReference(model, tag));
            return catalog.pinned(version).id();
        } catch (GraftException e) {
            throw switch (e.code().name()) {
                case "VERSION_NOT_FOUND", "VERSION_NOT_READY", "VERSION_REFERENCE_MALFORMED" ->
                    OciError.noManifest(model, tag);
                default -> e;
            };
        }
    }
}
