package io.graft.registry.storage;

import io.graft.core.artifact.Digest;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.UUID;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Answers the signed URLs of the folder store. */
@RestController
@RequestMapping("/api/v1/blobs")
@ConditionalOnProperty(name = "graft.storage.kind", havingValue = "folder", matchIfMissing = true)
class FolderController {
    private final FolderStore store;
    private final Blobs blobs;
    private final SignedUrls urls;

    FolderController(Store store, Blobs blobs, SignedUrls urls) {
        this.store = (FolderStore) ((ComposingStore) store).whole();
        this.blobs = blobs;
        this.urls = urls;
    }

    /** The ETag is for clients that collect those of an S3 server; it says nothing. */
    @PutMapping("/uploads/{id}/parts/{number}")
    ResponseEntity<Void> put(
            @PathVariable UUID id,
            @PathVariable int number,
            @RequestParam long expires,
            @RequestParam String signature,
            HttpServletRequest request)
            throws IOException {
        urls.verify("PUT", request.getRequestURI(), expires, signature);
        store.receive(blobs.upload(id), number, request.getInputStream());
        return ResponseEntity.noContent()
                .eTag("\"%s-%d\"".formatted(id, number))
                .build();
    }

    @GetMapping("/{digest}/content/{filename}")
    void get(
            @PathVariable Digest digest,
            @PathVariable String filename,
            @RequestParam long expires,
            @RequestParam String signature,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        urls.verify("GET", request.getRequestURI(), expires, signature);
        Blob blob = blobs.blob(digest);
        Download.of(blob, filename, store.file(blob)).answer(request, response);
    }
}
