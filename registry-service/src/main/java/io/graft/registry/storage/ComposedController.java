package io.graft.registry.storage;

import io.graft.core.artifact.Digest;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Answers the signed URLs of blobs that are made of stretches of others, whatever store keeps those. */
@RestController
class ComposedController {
    private final Blobs blobs;
    private final SignedUrls urls;

    ComposedController(Blobs blobs, SignedUrls urls) {
        this.blobs = blobs;
        this.urls = urls;
    }

    @GetMapping("/api/v1/blobs/{digest}/composed/{filename}")
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
        new Download(blob, filename, Optional.empty(), (from, length) -> blobs.open(digest, from, length))
                .answer(request, response);
    }
}
