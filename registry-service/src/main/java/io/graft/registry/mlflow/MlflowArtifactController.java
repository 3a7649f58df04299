package io.graft.registry.mlflow;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.graft.core.artifact.ArtifactFile;
import io.graft.registry.model.Catalog;
import io.graft.registry.model.PinnedVersion;
import io.graft.registry.model.Residence;
import io.graft.registry.model.VersionBytes;
import io.graft.registry.storage.Blobs;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.annotation.JsonNaming;

/** The files of versions where MLflow's clients expect artifacts. They are only read here. */
@RestController
@RequestMapping("/api/2.0/mlflow-artifacts")
class MlflowArtifactController {
    private final Catalog catalog;
    private final Residence residence;
    private final Blobs blobs;

    MlflowArtifactController(Catalog catalog, Residence residence, Blobs blobs) {
        this.catalog = catalog;
        this.residence = residence;
        this.blobs = blobs;
    }

    /** @param path from the folder that was asked for */
    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Artifact(
            String path,
            @JsonProperty("is_dir") boolean isDir,
            @Nullable Long fileSize) {}

    record Artifacts(List<Artifact> files) {}

    /** Where newer clients fetch a file. */
    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    record Presigned(URI url, Map<String, String> headers, long fileSize) {}

    /** What is in a folder; nothing is in a file, by which clients know one. */
    @GetMapping("/artifacts")
    Artifacts list(@RequestParam String path) {
        ArtifactPath folder = ArtifactPath.parse(path);
        String prefix = folder.path().isEmpty() ? "" : folder.path() + "/";
        Map<String, Artifact> found = new TreeMap<>();
        version(folder).files().stream()
                .filter(file -> file.path().startsWith(prefix))
                .map(file -> entry(file, file.path().substring(prefix.length())))
                .forEach(entry -> found.put(entry.path(), entry));
        return new Artifacts(List.copyOf(found.values()));
    }

    @GetMapping("/artifacts/{*path}")
    ResponseEntity<Void> fetch(@PathVariable String path) {
        return ResponseEntity.status(HttpStatus.FOUND)
                .location(presigned(path).url())
                .build();
    }

    @GetMapping("/presigned/{*path}")
    Presigned presigned(@PathVariable String path) {
        ArtifactPath wanted = ArtifactPath.parse(path);
        PinnedVersion version = version(wanted);
        ArtifactFile file = version.file(wanted.path());
        if (VersionBytes.areWeights(file)) {
            residence.require(List.of(version));
        }
        return new Presigned(blobs.downloadUrl(file.sha256(), file.path()), Map.of(), file.size());
    }

    private PinnedVersion version(ArtifactPath path) {
        return catalog.pinned(catalog.findForUse(path.version()));
    }

    private static Artifact entry(ArtifactFile file, String rest) {
        int slash = rest.indexOf('/');
        return slash < 0 ? new Artifact(rest, false, file.size()) : new Artifact(rest.substring(0, slash), true, null);
    }
}
