package io.graft.registry.storage;

import io.graft.core.artifact.Digest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/blobs")
class BlobController {
    private final Blobs blobs;

    BlobController(Blobs blobs) {
        this.blobs = blobs;
    }

    @GetMapping("/{digest}")
    @ResponseStatus(HttpStatus.FOUND)
    void find(@PathVariable Digest digest, HttpServletResponse response) {
        response.setHeader(
                HttpHeaders.LOCATION, blobs.downloadUrl(digest, digest.hex()).toString());
    }
}
