package io.graft.registry.eviction;

import io.graft.core.GraftException;
import io.graft.registry.model.Catalog;
import io.graft.registry.model.ModelName;
import io.graft.registry.model.VersionReference;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/models/{namespace}/{name}/versions/{version}")
class EvictionController {
    private static final int LONGEST_REASON = 2000;
    private static final String UNSAID = "by hand";

    private final Catalog catalog;
    private final Evictions evictions;
    private final Rebuilds rebuilds;
    private final StorageListing listing;

    EvictionController(Catalog catalog, Evictions evictions, Rebuilds rebuilds, StorageListing listing) {
        this.catalog = catalog;
        this.evictions = evictions;
        this.rebuilds = rebuilds;
        this.listing = listing;
    }

    /** @param reason for those who come later; may be left out */
    record NewEviction(@Nullable String reason) {
        String text() {
            String text = reason == null || reason.isBlank() ? UNSAID : reason.strip();
            if (text.length() > LONGEST_REASON) {
                throw new GraftException(
                        EvictionError.EVICTION_REASON_INVALID,
                        "reason",
                        "The reason has %d characters".formatted(text.length()),
                        "Say it in at most %d.".formatted(LONGEST_REASON));
            }
            return text;
        }
    }

    /** What the version costs, what of it others share, and what evicting it would free. */
    @GetMapping("/storage")
    StorageView storage(@PathVariable String namespace, @PathVariable String name, @PathVariable String version) {
        return listing.of(find(namespace, name, version));
    }

    /** Keeps a merged version as its recipe: its weights are made again when somebody wants them. */
    @PostMapping("/evict")
    StorageView evict(
            @PathVariable String namespace,
            @PathVariable String name,
            @PathVariable String version,
            @RequestBody NewEviction form) {
        UUID id = find(namespace, name, version);
        evictions.evict(catalog.pinned(id), form.text());
        return listing.of(id);
    }

    /** 202 while the bytes of an evicted version are made again, also where an earlier attempt failed; 200 once they are here. */
    @PostMapping("/rebuild")
    ResponseEntity<StorageView> rebuild(
            @PathVariable String namespace, @PathVariable String name, @PathVariable String version) {
        UUID id = find(namespace, name, version);
        boolean here = rebuilds.begin(catalog.pinned(id), true).isEmpty();
        StorageView view = listing.of(id);
        return here
                ? ResponseEntity.ok(view)
                : ResponseEntity.accepted().header(HttpHeaders.RETRY_AFTER, "1").body(view);
    }

    private UUID find(String namespace, String name, String version) {
        return catalog.find(new VersionReference(new ModelName(namespace, name), version));
    }
}
