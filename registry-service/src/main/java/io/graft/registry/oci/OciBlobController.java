package io.graft.registry.oci;

import io.graft.core.GraftException;
import io.graft.core.artifact.ArtifactFile;
import io.graft.core.artifact.Digest;
import io.graft.registry.model.Catalog;
import io.graft.registry.model.ModelName;
import io.graft.registry.model.PinnedVersion;
import io.graft.registry.model.Residence;
import io.graft.registry.model.VersionBytes;
import io.graft.registry.storage.Blobs;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.RestController;

/** Where OCI's clients fetch bytes: files by redirect to a signed URL, manifests and configs at once. */
@RestController
class OciBlobController {
    private static final String BLOB = "/v2/{namespace}/{name}/blobs/{digest}";

    private final Repositories repositories;
    private final Artifacts artifacts;
    private final Layers layers;
    private final Catalog catalog;
    private final Residence residence;
    private final Blobs blobs;

    OciBlobController(
            Repositories repositories,
            Artifacts artifacts,
            Layers layers,
            Catalog catalog,
            Residence residence,
            Blobs blobs) {
        this.repositories = repositories;
        this.artifacts = artifacts;
        this.layers = layers;
        this.catalog = catalog;
        this.residence = residence;
        this.blobs = blobs;
    }

    @ExceptionHandler
    ResponseEntity<OciRefusal> refused(GraftException error) {
        return OciRefusal.of(error);
    }

    @RequestMapping(path = BLOB, method = RequestMethod.HEAD)
    ResponseEntity<Void> describe(
            @PathVariable String namespace, @PathVariable String name, @PathVariable("digest") String written) {
        Digest digest = Digest.parse(written);
        ModelName model = repositories.find(namespace, name);
        Optional<Layer> layer = layers.find(model, digest);
        layer.ifPresent(found -> catalog.clean(found.version()));
        long size = layer.map(found -> found.file().size())
                .orElseGet(() -> (long) document(model, digest).bytes().length);
        return described(ResponseEntity.ok(), digest).contentLength(size).build();
    }

    @GetMapping(BLOB)
    ResponseEntity<byte[]> fetch(
            @PathVariable String namespace, @PathVariable String name, @PathVariable("digest") String written) {
        Digest digest = Digest.parse(written);
        ModelName model = repositories.find(namespace, name);
        Optional<Layer> layer = layers.find(model, digest);
        if (layer.isEmpty()) {
            return described(ResponseEntity.ok(), digest)
                    .body(document(model, digest).bytes());
        }
        return described(ResponseEntity.status(HttpStatus.TEMPORARY_REDIRECT), digest)
                .location(address(layer.get()))
                .build();
    }

    private URI address(Layer layer) {
        PinnedVersion version = catalog.clean(layer.version());
        ArtifactFile file = layer.file();
        if (VersionBytes.areWeights(file)) {
            residence.require(List.of(version));
        }
        return blobs.downloadUrl(file.sha256(), file.path());
    }

    private Document document(ModelName model, Digest digest) {
        return artifacts
                .owner(model, digest)
                .flatMap(version -> artifacts.of(catalog.clean(version)).document(digest))
                .orElseThrow(() -> OciError.noBlob(model, digest));
    }

    private static ResponseEntity.BodyBuilder described(ResponseEntity.BodyBuilder answer, Digest digest) {
        return answer.contentType(MediaType.APPLICATION_OCTET_STREAM).header(OciController.DIGEST, digest.toString());
    }
}
