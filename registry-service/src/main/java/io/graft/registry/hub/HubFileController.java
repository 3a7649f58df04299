package io.graft.registry.hub;

import io.graft.core.GraftException;
import io.graft.core.artifact.ArtifactFile;
import io.graft.registry.model.Catalog;
import io.graft.registry.model.Residence;
import io.graft.registry.model.VersionBytes;
import io.graft.registry.storage.Blobs;
import io.graft.registry.xet.XetFiles;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.core.io.Resource;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.RestController;

/** Where the Hub's clients ask what a file is, and fetch it: by redirect to a signed URL, if it is kept as it is. */
@RestController
class HubFileController {
    private static final String RESOLVE = "/{namespace}/{name}/resolve/{revision}/{*path}";
    private static final String RAW = "/{namespace}/{name}/raw/{revision}/{*path}";

    /**
     * Of an empty file there is no range. JavaScript's client asks for the first byte all the same, and reads the size from here.
     */
    private static final String NO_RANGE = "bytes */0";

    /** As the Hub says of what is written in words. */
    private static final MediaType TEXT = new MediaType(MediaType.TEXT_PLAIN, StandardCharsets.UTF_8);

    private final Revisions revisions;
    private final Catalog catalog;
    private final Residence residence;
    private final Blobs blobs;
    private final XetFiles chunks;

    HubFileController(Revisions revisions, Catalog catalog, Residence residence, Blobs blobs, XetFiles chunks) {
        this.revisions = revisions;
        this.catalog = catalog;
        this.residence = residence;
        this.blobs = blobs;
        this.chunks = chunks;
    }

    @ExceptionHandler
    ResponseEntity<Map<String, String>> refused(GraftException error) {
        return HubRefusal.of(error);
    }

    /**
     * What a file is, without a redirect: newer clients follow one to the same host, where nobody would know the commit.
     */
    @RequestMapping(
            path = {RESOLVE, RAW},
            method = RequestMethod.HEAD)
    ResponseEntity<Void> describe(
            @PathVariable String namespace,
            @PathVariable String name,
            @PathVariable String revision,
            @PathVariable String path) {
        Revisions.Place place = revisions.locate(RepositoryName.of(namespace, name), revision, path);
        Revision found = place.revision();
        ArtifactFile file = found.file(place.path());
        ResponseEntity.BodyBuilder answer = described(ResponseEntity.ok(), found, file);
        chunks.hash(file.sha256()).ifPresent(hash -> inChunks(answer, found, hash));
        return answer.contentLength(file.size()).build();
    }

    @GetMapping({RESOLVE, RAW})
    ResponseEntity<Resource> resolve(
            @PathVariable String namespace,
            @PathVariable String name,
            @PathVariable String revision,
            @PathVariable String path) {
        Revisions.Place place = revisions.locate(RepositoryName.of(namespace, name), revision, path);
        Revision found = place.revision();
        ArtifactFile file = found.file(place.path());
        if (file.size() == 0) {
            return described(ResponseEntity.ok(), found, file)
                    .header(HttpHeaders.CONTENT_RANGE, NO_RANGE)
                    .build();
        }
        return switch (found.source(file.path())) {
            case Source.Written(String text) ->
                described(ResponseEntity.ok(), found, file)
                        .contentType(TEXT)
                        .body(new ByteArrayResource(text.getBytes(StandardCharsets.UTF_8)));
            case Source.Kept(Optional<UUID> version) -> {
                version.filter(_ -> VersionBytes.areWeights(file))
                        .ifPresent(id -> residence.require(List.of(catalog.pinned(id))));
                yield described(ResponseEntity.status(HttpStatus.FOUND), found, file)
                        .location(blobs.downloadUrl(file.sha256(), file.path()))
                        .build();
            }
        };
    }

    /** Clients of Xet fetch what is kept in chunks by its chunks. */
    private static void inChunks(ResponseEntity.BodyBuilder answer, Revision revision, String hash) {
        answer.header("X-Xet-Hash", hash)
                .header(
                        HttpHeaders.LINK,
                        "<%s/api/models/%s/xet-read-token/%s>; rel=\"xet-auth\""
                                .formatted(RepositoryController.root(), revision.repository(), revision.commit()));
    }

    private static ResponseEntity.BodyBuilder described(
            ResponseEntity.BodyBuilder answer, Revision revision, ArtifactFile file) {
        String etag = "\"%s\"".formatted(file.sha256().hex());
        return answer.header("X-Repo-Commit", revision.commit())
                .header("X-Linked-Etag", etag)
                .header("X-Linked-Size", Long.toString(file.size()))
                .header(HttpHeaders.ETAG, etag)
                .header(HttpHeaders.ACCEPT_RANGES, "bytes");
    }
}
