package io.graft.registry.hub;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.graft.core.GraftException;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Branches and tags. A tag is an alias: it moves only through its gates, and its history stays. */
@RestController
@RequestMapping("/api/models/{namespace}/{name}")
class ReferenceController {
    private final References references;

    ReferenceController(References references) {
        this.references = references;
    }

    /**
     * How a branch begins.
     *
     * @param startingPoint a revision; {@code main} unless given
     * @param overwrite whether it may be there already
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record NewBranch(
            @Nullable String startingPoint,
            @Nullable Boolean emptyBranch,
            @Nullable Boolean overwrite) {
        static final NewBranch PLAIN = new NewBranch(null, null, null);
    }

    @JsonIgnoreProperties(ignoreUnknown = true)
    record NewTag(String tag, @Nullable String message) {}

    @ExceptionHandler
    ResponseEntity<Map<String, String>> refused(GraftException error) {
        return HubRefusal.of(error);
    }

    @PostMapping("/branch/{branch}")
    Map<String, String> branch(
            @PathVariable String namespace,
            @PathVariable String name,
            @PathVariable String branch,
            @RequestBody(required = false) @Nullable NewBranch form) {
        NewBranch wish = Objects.requireNonNullElse(form, NewBranch.PLAIN);
        if (Boolean.TRUE.equals(wish.emptyBranch())) {
            throw HubError.reference(branch, "A branch without files has no commit", "Branch from a revision.");
        }
        String start = Objects.requireNonNullElse(wish.startingPoint(), Branch.MAIN);
        references.branch(
                RepositoryName.toWrite(namespace, name), branch, start, Boolean.TRUE.equals(wish.overwrite()));
        return Map.of();
    }

    @DeleteMapping("/branch/{branch}")
    Map<String, String> dropBranch(
            @PathVariable String namespace, @PathVariable String name, @PathVariable String branch) {
        references.drop(RepositoryName.toWrite(namespace, name), branch);
        return Map.of();
    }

    @PostMapping("/tag/{revision}")
    Map<String, String> tag(
            @PathVariable String namespace,
            @PathVariable String name,
            @PathVariable String revision,
            @RequestBody NewTag form) {
        references.tag(
                RepositoryName.toWrite(namespace, name),
                form.tag(),
                revision,
                Objects.requireNonNullElse(form.message(), ""));
        return Map.of();
    }

    @DeleteMapping("/tag/{tag}")
    Map<String, String> dropTag(@PathVariable String namespace, @PathVariable String name, @PathVariable String tag) {
        throw HubError.reference(
                tag,
                "%s is an alias of %s, whose history stays".formatted(tag, RepositoryName.toWrite(namespace, name)),
                "Move it to another version instead.");
    }
}
