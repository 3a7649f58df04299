package io.graft.registry.hub;

import io.graft.core.GraftException;
import io.graft.core.artifact.ArtifactFile;
import io.graft.registry.model.ModelName;
import io.graft.registry.model.Residence;
import io.graft.registry.model.VersionBytes;
import io.graft.registry.storage.Blobs;
import java.util.List;
import java.util.Map;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** Where the Hub's clients fetch files, by redirect to signed URLs; what they need to know stands in the redirect's headers. */
@RestController
class HubFileController {
    private final Revisions revisions;
    private final Residence residence;
    private final Blobs blobs;

    HubFileController(Revisions revisions, Residence residence, Blobs blobs) {
        this.revisions = revisions;
        this.residence = residence;
        this.blobs = blobs;
    }

    @ExceptionHandler
    ResponseEntity<Map<String, String>> refused(GraftException error) {
        return HubRefusal.of(error);
    }

    @GetMapping({"/{namespace}/{name}/resolve/{revision}/{*path}", "/{namespace}/{name}/raw/{revision}/{*path}"})
    ResponseEntity<Void> resolve(
            @PathVariable String namespace,
            @PathVariable String name,
            @PathVariable String revision,
            @PathVariable String path) {
        Revision found = revisions.find(new ModelName(namespace, name), revision);
        ArtifactFile file = found.file(path.substring(1));
        if (VersionBytes.areWeights(file)) {
            residence.require(List.of(found.version()));
        }
        String etag = "\"%s\"".formatted(file.sha256().hex());
        return ResponseEntity.status(HttpStatus.FOUND)
                .location(blobs.downloadUrl(file.sha256(), file.path()))
                .header("X-Repo-Commit", found.commit())
                .header("X-Linked-Etag", etag)
                .header("X-Linked-Size", Long.toString(file.size()))
                .header(HttpHeaders.ETAG, etag)
                .header(HttpHeaders.ACCEPT_RANGES, "bytes")
                .build();
    }
}
