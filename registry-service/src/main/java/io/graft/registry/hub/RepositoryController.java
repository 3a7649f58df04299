package io.graft.registry.hub;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.graft.core.GraftException;
import io.graft.registry.access.Actors;
import io.graft.registry.access.ReadsOnly;
import io.graft.registry.model.ModelName;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

/** Where the Hub's clients make repositories. A model comes of one with its first commit that is whole. */
@RestController
class RepositoryController {
    private static final String MODEL = "model";

    private final HubRepositories repositories;
    private final Actors actors;

    RepositoryController(HubRepositories repositories, Actors actors) {
        this.repositories = repositories;
        this.actors = actors;
    }

    /** A repository as clients name one: its name may have its namespace before it. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Named(
            String name,
            @Nullable String organization,
            @Nullable String type) {
        ModelName model(String otherwise) {
            if (type != null && !type.equals(MODEL)) {
                throw HubError.reference(type, "Graft keeps models only, no %s".formatted(type), "Create a model.");
            }
            int slash = name.indexOf('/');
            return slash >= 0
                    ? RepositoryName.toWrite(name.substring(0, slash), name.substring(slash + 1))
                    : RepositoryName.toWrite(organization == null ? otherwise : organization, name);
        }
    }

    /** What is wrong with a card, and what is odd about it. */
    record Opinion(List<String> errors, List<String> warnings) {}

    /** Where the outside finds this registry. */
    static String root() {
        return ServletUriComponentsBuilder.fromCurrentContextPath().build().toUriString();
    }

    @ExceptionHandler
    ResponseEntity<Map<String, String>> refused(GraftException error) {
        return HubRefusal.of(error);
    }

    /** Answers in the same way where it is there already, but for the status: clients that do not mind go on with it. */
    @PostMapping("/api/repos/create")
    ResponseEntity<Map<String, String>> create(@RequestBody Named form) {
        ModelName model = form.model(actors.current().name());
        Map<String, String> answer = new LinkedHashMap<>();
        answer.put("url", root() + "/" + model);
        answer.put("id", model.toString());
        answer.put("name", model.toString());
        try {
            repositories.create(model);
            return ResponseEntity.ok(answer);
        } catch (GraftException e) {
            if (e.code() != HubError.HUB_REPOSITORY_EXISTS) {
                throw e;
            }
            answer.put("error", e.sentence());
            return ResponseEntity.status(HttpStatus.CONFLICT).body(answer);
        }
    }

    @DeleteMapping("/api/repos/delete")
    Map<String, String> delete(@RequestBody Named form) {
        repositories.delete(form.model(actors.current().name()));
        return Map.of();
    }

    @PostMapping("/api/repos/move")
    Map<String, String> move() {
        throw HubError.reference(
                "name", "A model keeps its name, by which others pin it", "Create another one and upload to it.");
    }

    /** Who may see a model is not decided model by model; clients that wish it so are told what is. */
    @PutMapping("/api/models/{namespace}/{name}/settings")
    Map<String, String> settings(@PathVariable String namespace, @PathVariable String name) {
        ModelName model = RepositoryName.toWrite(namespace, name);
        if (!repositories.exists(model)) {
            throw HubError.noRepository(model);
        }
        throw HubError.reference(
                "settings",
                "Whoever may read this registry may read all its models",
                "Leave visibility and gating out.");
    }

    /** A card that cannot be read says nothing, and is kept all the same. */
    @ReadsOnly
    @PostMapping("/api/validate-yaml")
    Opinion validate() {
        return new Opinion(List.of(), List.of());
    }
}
