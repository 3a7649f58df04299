package io.graft.registry.evaluation;

import io.graft.core.artifact.ArtifactFile;
import io.graft.registry.model.Cursor;
import io.graft.registry.model.ModelName;
import io.graft.registry.model.Page;
import io.graft.registry.storage.Blobs;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MultipartFile;

@RestController
@RequestMapping("/api/v1/suites")
class SuiteController {
    private final Suites suites;
    private final SuiteListing listing;
    private final Blobs blobs;

    SuiteController(Suites suites, SuiteListing listing, Blobs blobs) {
        this.suites = suites;
        this.listing = listing;
        this.blobs = blobs;
    }

    /** 201 with the suite's next version, or 200 with the one that has the same files. */
    @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<SuiteView> keep(@RequestBody NewSuite suite) {
        return keep(suite.name(), suite.describedAs(), suite.contents());
    }

    /** The same as a form with files, as browsers and {@code curl -F} send it; a file's name is its path in the suite. */
    @PostMapping(consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
    ResponseEntity<SuiteView> keepForm(
            @RequestParam String name,
            @RequestParam(defaultValue = "") String description,
            @RequestParam List<MultipartFile> files)
            throws IOException {
        Map<String, byte[]> contents = new TreeMap<>();
        for (MultipartFile file : files) {
            contents.put(Objects.requireNonNullElse(file.getOriginalFilename(), ""), file.getBytes());
        }
        return keep(ModelName.parse(name), description, NewSuite.requireSmall(contents));
    }

    @GetMapping
    Page<SuiteView> list(
            @RequestParam(required = false) @Nullable String cursor, @RequestParam(defaultValue = "50") int limit) {
        return listing.suites(Cursor.parse(cursor), Page.limit(limit));
    }

    /** The newest version. */
    @GetMapping("/{namespace}/{name}")
    SuiteView show(@PathVariable String namespace, @PathVariable String name) {
        return show(namespace, name, "latest");
    }

    @GetMapping("/{namespace}/{name}/versions")
    Page<SuiteView> versions(
            @PathVariable String namespace,
            @PathVariable String name,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(defaultValue = "50") int limit) {
        return listing.versions(new ModelName(namespace, name), Cursor.parse(cursor), Page.limit(limit));
    }

    @GetMapping("/{namespace}/{name}/versions/{version}")
    SuiteView show(@PathVariable String namespace, @PathVariable String name, @PathVariable String version) {
        return listing.suite(pinned(namespace, name, version).id());
    }

    @GetMapping("/{namespace}/{name}/versions/{version}/files/{*path}")
    ResponseEntity<Void> file(
            @PathVariable String namespace,
            @PathVariable String name,
            @PathVariable String version,
            @PathVariable String path) {
        ArtifactFile file = pinned(namespace, name, version).files().stream()
                .filter(one -> one.path().equals(path.substring(1)))
                .findFirst()
                .orElseThrow(() -> Suites.notFound("%s/%s@%s: %s".formatted(namespace, name, version, path)));
        return ResponseEntity.status(HttpStatus.FOUND)
                .location(blobs.downloadUrl(file.sha256(), file.path()))
                .build();
    }

    private ResponseEntity<SuiteView> keep(ModelName name, String description, Map<String, byte[]> contents) {
        Suites.Kept kept = suites.keep(name, description, contents);
        SuiteView view = listing.suite(kept.id());
        return ResponseEntity.status(kept.isNew() ? HttpStatus.CREATED : HttpStatus.OK)
                .location(URI.create("/api/v1/suites/%s/versions/%d".formatted(name, view.number())))
                .body(view);
    }

    private Suites.Pinned pinned(String namespace, String name, String version) {
        return suites.pinned(new ModelName(namespace, name) + "@" + version);
    }
}
