package io.graft.registry.bundle;

import io.graft.registry.access.Actors;
import io.graft.registry.gate.GateReference;
import io.graft.registry.gate.Gates;
import io.graft.registry.model.Cursor;
import io.graft.registry.model.ModelName;
import io.graft.registry.model.Page;
import java.net.URI;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/bundles")
class BundleController {
    private final Bundles bundles;
    private final BundleStore store;
    private final Gates gates;
    private final Actors actors;

    BundleController(Bundles bundles, BundleStore store, Gates gates, Actors actors) {
        this.bundles = bundles;
        this.store = store;
        this.gates = gates;
        this.actors = actors;
    }

    /**
     * By which gate to judge.
     *
     * @param gate {@code namespace/name@number} or {@code @latest}
     * @param approve whether whoever asks approves, too, with the roles that they have
     */
    record Question(String gate, @Nullable Boolean approve) {}

    /** 201 with the bundle's next version, or 200 with the one that has the same content. */
    @PostMapping
    ResponseEntity<Bundle> keep(@RequestBody NewBundle bundle) {
        Bundles.Kept kept = bundles.add(bundle);
        return ResponseEntity.status(kept.isNew() ? HttpStatus.CREATED : HttpStatus.OK)
                .location(URI.create("/api/v1/bundles/%s/%d"
                        .formatted(kept.bundle().name(), kept.bundle().number())))
                .body(kept.bundle());
    }

    @GetMapping
    Page<Bundle> list(
            @RequestParam(required = false) @Nullable String cursor, @RequestParam(defaultValue = "50") int limit) {
        return store.bundles(Cursor.parse(cursor), Page.limit(limit));
    }

    /** The newest version. */
    @GetMapping("/{namespace}/{name}")
    Bundle show(@PathVariable String namespace, @PathVariable String name) {
        return show(namespace, name, "latest");
    }

    /** By number or alias. */
    @GetMapping("/{namespace}/{name}/{version}")
    Bundle show(@PathVariable String namespace, @PathVariable String name, @PathVariable String version) {
        return bundles.find(reference(namespace, name, version));
    }

    /** The newest first. */
    @GetMapping("/{namespace}/{name}/{version}/verdicts")
    List<BundleVerdict> verdicts(
            @PathVariable String namespace, @PathVariable String name, @PathVariable String version) {
        return bundles.verdicts(bundles.find(reference(namespace, name, version)));
    }

    /** Judges every adapter on the base by a gate. */
    @PostMapping("/{namespace}/{name}/{version}/judge")
    @ResponseStatus(HttpStatus.CREATED)
    BundleVerdict judge(
            @PathVariable String namespace,
            @PathVariable String name,
            @PathVariable String version,
            @RequestBody Question question) {
        GateReference gate = gates.find(question.gate());
        return bundles.judge(
                bundles.find(reference(namespace, name, version)),
                gate,
                Boolean.TRUE.equals(question.approve()) ? gate.rolesOf(actors.current()) : Set.of());
    }

    static String reference(String namespace, String name, String version) {
        return new ModelName(namespace, name) + "@" + version;
    }
}
