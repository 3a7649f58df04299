package io.graft.registry.hub;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.graft.core.GraftException;
import io.graft.registry.access.ReadsOnly;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What the Hub's clients ask of models before they fetch anything. */
@RestController
@RequestMapping("/api/models")
class HubModelController {
    private static final String BASE = "base_model:";

    private final Revisions revisions;
    private final HubModels models;
    private final HubReferences references;

    HubModelController(Revisions revisions, HubModels models, HubReferences references) {
        this.revisions = revisions;
        this.models = models;
        this.references = references;
    }

    /** Entries by name, as JavaScript's client asks for them. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Paths(List<String> paths) {}

    @ExceptionHandler
    ResponseEntity<Map<String, String>> refused(GraftException error) {
        return HubRefusal.of(error);
    }

    @GetMapping
    ResponseEntity<List<HubModel>> search(
            @RequestParam(defaultValue = "") String search,
            @RequestParam(defaultValue = "") String author,
            @RequestParam(required = false) @Nullable List<String> filter,
            @RequestParam(defaultValue = "100") int limit,
            @RequestParam(defaultValue = "") String cursor,
            @RequestParam(defaultValue = "false") boolean full) {
        String base = filter == null
                ? ""
                : filter.stream()
                        .filter(each -> each.startsWith(BASE))
                        .map(each -> each.substring(BASE.length()))
                        .findFirst()
                        .orElse("");
        int most = Math.clamp(limit, 1, Pages.LONGEST);
        List<HubModel> found = models.search(new HubModels.Search(search, author, base, cursor), most, full);
        return found.size() < most
                ? ResponseEntity.ok(found)
                : Pages.linked("/api/models", found.getLast().id()).body(found);
    }

    @GetMapping("/{namespace}/{name}")
    HubModel model(@PathVariable String namespace, @PathVariable String name) {
        return models.of(revisions.find(RepositoryName.of(namespace, name), Branch.MAIN), true);
    }

    @GetMapping("/{namespace}/{name}/revision/{revision}")
    HubModel revision(@PathVariable String namespace, @PathVariable String name, @PathVariable String revision) {
        return models.of(revisions.find(RepositoryName.of(namespace, name), revision), true);
    }

    @GetMapping({"/{namespace}/{name}/tree/{revision}", "/{namespace}/{name}/tree/{revision}/{*folder}"})
    ResponseEntity<List<TreeEntry>> tree(
            @PathVariable String namespace,
            @PathVariable String name,
            @PathVariable String revision,
            @PathVariable(required = false) @Nullable String folder,
            @RequestParam(defaultValue = "false") boolean recursive,
            @RequestParam(defaultValue = "0") int cursor,
            @RequestParam(defaultValue = "1000") int limit) {
        Revisions.Place place = revisions.locate(RepositoryName.of(namespace, name), revision, folder);
        List<TreeEntry> entries = TreeEntry.in(place.revision().files(), place.path(), recursive);
        if (entries.isEmpty() && !place.path().isEmpty()) {
            throw HubError.noEntry(place.revision(), place.path());
        }
        String again = "/api/models/%s/%s/tree/%s%s"
                .formatted(
                        namespace, name, place.revision().commit(), place.path().isEmpty() ? "" : "/" + place.path());
        return Pages.of(entries, cursor, limit, again);
    }

    @ReadsOnly
    @PostMapping(path = "/{namespace}/{name}/paths-info/{revision}", consumes = MediaType.APPLICATION_JSON_VALUE)
    List<TreeEntry> paths(
            @PathVariable String namespace,
            @PathVariable String name,
            @PathVariable String revision,
            @RequestBody Paths wanted) {
        return entries(revisions.find(RepositoryName.of(namespace, name), revision), Set.copyOf(wanted.paths()));
    }

    /** The same as Python's client asks for it. */
    @ReadsOnly
    @PostMapping(
            path = "/{namespace}/{name}/paths-info/{revision}",
            consumes = MediaType.APPLICATION_FORM_URLENCODED_VALUE)
    List<TreeEntry> pathsOfForm(
            @PathVariable String namespace,
            @PathVariable String name,
            @PathVariable String revision,
            @RequestBody MultiValueMap<String, String> form) {
        List<String> wanted = form.getOrDefault("paths", List.of());
        return entries(revisions.find(RepositoryName.of(namespace, name), revision), Set.copyOf(wanted));
    }

    @GetMapping("/{namespace}/{name}/refs")
    HubReferences.Refs refs(@PathVariable String namespace, @PathVariable String name) {
        RepositoryName repository = RepositoryName.of(namespace, name);
        return references.refs(
                repository, revisions.find(repository, Branch.MAIN).commit());
    }

    @GetMapping("/{namespace}/{name}/commits/{*revision}")
    ResponseEntity<List<HubReferences.Commit>> commits(
            @PathVariable String namespace,
            @PathVariable String name,
            @PathVariable String revision,
            @RequestParam(defaultValue = "0") int cursor,
            @RequestParam(defaultValue = "1000") int limit) {
        RepositoryName repository = RepositoryName.of(namespace, name);
        Revision newest = revisions.find(repository, revision.substring(1));
        return Pages.of(
                references.commits(newest),
                cursor,
                limit,
                "/api/models/%s/commits/%s".formatted(repository, newest.commit()));
    }

    @GetMapping("/{namespace}/{name}/auth-check")
    Map<String, String> authCheck(@PathVariable String namespace, @PathVariable String name) {
        revisions.find(RepositoryName.of(namespace, name), Branch.MAIN);
        return Map.of();
    }

    private static List<TreeEntry> entries(Revision revision, Set<String> wanted) {
        return TreeEntry.in(revision.files(), "", true).stream()
                .filter(entry -> wanted.contains(entry.path()))
                .toList();
    }
}
