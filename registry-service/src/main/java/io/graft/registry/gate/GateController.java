package io.graft.registry.gate;

import io.graft.core.artifact.Digest;
import io.graft.registry.model.Catalog;
import io.graft.registry.model.Cursor;
import io.graft.registry.model.ModelName;
import io.graft.registry.model.Page;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Set;
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
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/gates")
class GateController {
    private final GateStore store;
    private final Gates gates;
    private final Catalog catalog;

    GateController(GateStore store, Gates gates, Catalog catalog) {
        this.store = store;
        this.gates = gates;
        this.catalog = catalog;
    }

    /**
     * One version of a gate as clients see it. It never changes.
     *
     * @param gate {@code namespace/name}
     * @param digest of its conditions
     * @param source the text that was sent first, comments and all
     */
    record GateView(
            ModelName gate,
            int number,
            Digest digest,
            String description,
            List<Condition> conditions,
            String source,
            Instant createdAt) {
        static GateView of(Gate gate) {
            return new GateView(
                    gate.name(),
                    gate.number(),
                    gate.digest(),
                    gate.description(),
                    gate.conditions(),
                    gate.source(),
                    gate.createdAt());
        }
    }

    /** @param version {@code namespace/name@version-or-alias} */
    record Question(String version) {}

    /** Takes YAML or JSON. 201 with the gate's next version, or 200 with the one that has the same conditions. */
    @PostMapping(
            consumes = {
                "application/yaml",
                "application/x-yaml",
                "text/yaml",
                "text/plain",
                MediaType.APPLICATION_JSON_VALUE
            })
    ResponseEntity<GateView> keep(@RequestBody String text) {
        GateStore.Kept kept = store.keep(text);
        GateView view = GateView.of(kept.gate());
        return ResponseEntity.status(kept.isNew() ? HttpStatus.CREATED : HttpStatus.OK)
                .location(URI.create("/api/v1/gates/%s/%d".formatted(view.gate(), view.number())))
                .body(view);
    }

    @GetMapping
    Page<GateView> list(
            @RequestParam(required = false) @Nullable String cursor, @RequestParam(defaultValue = "50") int limit) {
        Page<Gate> page = store.gates(Cursor.parse(cursor), Page.limit(limit));
        return new Page<>(page.items().stream().map(GateView::of).toList(), page.next());
    }

    /** The newest version. */
    @GetMapping("/{namespace}/{name}")
    GateView show(@PathVariable String namespace, @PathVariable String name) {
        return show(namespace, name, "latest");
    }

    @GetMapping("/{namespace}/{name}/{number}")
    GateView show(@PathVariable String namespace, @PathVariable String name, @PathVariable String number) {
        return GateView.of(store.find(reference(namespace, name, number)));
    }

    /** Judges a version by hand, without anybody's approval. The verdict is kept like any other. */
    @PostMapping("/{namespace}/{name}/{number}/judge")
    @ResponseStatus(HttpStatus.CREATED)
    GateVerdict judge(
            @PathVariable String namespace,
            @PathVariable String name,
            @PathVariable String number,
            @RequestBody Question question) {
        GateReference gate = gates.find(reference(namespace, name, number));
        return gates.judge(gate.id(), catalog.resolve(question.version()), Set.of());
    }

    private static String reference(String namespace, String name, String number) {
        return new ModelName(namespace, name) + "@" + number;
    }
}
