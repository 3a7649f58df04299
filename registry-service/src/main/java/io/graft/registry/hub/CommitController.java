package io.graft.registry.hub;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.graft.core.GraftException;
import io.graft.registry.access.ReadsOnly;
import io.graft.registry.model.ModelName;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Where the Hub's clients ask how files are to travel, and commit them. */
@RestController
@RequestMapping("/api/models/{namespace}/{name}")
class CommitController {
    private final Preuploads preuploads;
    private final CommitReader reader;
    private final Commits commits;

    CommitController(Preuploads preuploads, CommitReader reader, Commits commits) {
        this.preuploads = preuploads;
        this.reader = reader;
        this.commits = commits;
    }

    /** What a client is about to send. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Announcement(List<Announced> files) {}

    /** One of its files. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Announced(String path, long size) {}

    record Travel(List<Preuploads.Way> files) {}

    record Committed(String commitUrl, String commitOid, String hookOutput) {}

    @ExceptionHandler
    ResponseEntity<Map<String, String>> refused(GraftException error) {
        return HubRefusal.of(error);
    }

    @ReadsOnly
    @PostMapping("/preupload/{revision}")
    Travel preupload(
            @PathVariable String namespace,
            @PathVariable String name,
            @PathVariable String revision,
            @RequestBody Announcement announcement) {
        return new Travel(preuploads.of(RepositoryName.toWrite(namespace, name), revision, announcement.files()));
    }

    @PostMapping("/commit/{branch}")
    Committed commit(
            @PathVariable String namespace, @PathVariable String name, @PathVariable String branch, InputStream body)
            throws IOException, InterruptedException {
        ModelName model = RepositoryName.toWrite(namespace, name);
        String commit = commits.commit(model, branch, reader.read(body)).commit();
        return new Committed("%s/%s/commit/%s".formatted(RepositoryController.root(), model, commit), commit, "");
    }
}
