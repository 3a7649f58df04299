package io.graft.registry.model;

import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/models")
class ModelController {
    private final Catalog catalog;
    private final Listing listing;
    private final Tags tags;

    ModelController(Catalog catalog, Listing listing, Tags tags) {
        this.catalog = catalog;
        this.listing = listing;
        this.tags = tags;
    }

    record NewModel(
            String namespace,
            String name,
            ModelKind kind,
            @Nullable String description) {}

    record NewTag(String value) {}

    @PostMapping
    @Transactional
    public ResponseEntity<ModelView> create(@RequestBody NewModel form) {
        ModelName name = new ModelName(form.namespace(), form.name());
        catalog.create(name, form.kind(), form.description() == null ? "" : form.description());
        return ResponseEntity.created(URI.create("/api/v1/models/" + name)).body(listing.model(name));
    }

    @GetMapping
    Page<ModelView> list(
            @RequestParam @Nullable String kind,
            @RequestParam @Nullable String q,
            @RequestParam @Nullable String cursor,
            @RequestParam(defaultValue = "50") int limit) {
        return listing.models(kind == null ? null : ModelKind.parse(kind), q, Cursor.parse(cursor), Page.limit(limit));
    }

    @GetMapping("/{namespace}/{name}")
    ModelView show(@PathVariable String namespace, @PathVariable String name) {
        return listing.model(new ModelName(namespace, name));
    }

    /** Writes a tag, in place of the one of that key if there is one. */
    @PutMapping("/{namespace}/{name}/tags/{key}")
    ModelView tag(
            @PathVariable String namespace,
            @PathVariable String name,
            @PathVariable String key,
            @RequestBody NewTag tag) {
        tags.write(new ModelName(namespace, name), key, tag.value());
        return show(namespace, name);
    }

    @DeleteMapping("/{namespace}/{name}/tags/{key}")
    ModelView untag(@PathVariable String namespace, @PathVariable String name, @PathVariable String key) {
        tags.erase(new ModelName(namespace, name), key);
        return show(namespace, name);
    }
}
