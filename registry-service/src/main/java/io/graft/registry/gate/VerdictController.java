package io.graft.registry.gate;

import io.graft.core.attestation.Envelope;
import io.graft.registry.model.Catalog;
import io.graft.registry.model.Cursor;
import io.graft.registry.model.ModelName;
import io.graft.registry.model.Page;
import io.graft.registry.model.VersionReference;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1")
class VerdictController {
    private final Verdicts verdicts;
    private final Catalog catalog;

    VerdictController(Verdicts verdicts, Catalog catalog) {
        this.verdicts = verdicts;
        this.catalog = catalog;
    }

    /** Of a version by any gate, the newest first. */
    @GetMapping("/models/{namespace}/{name}/versions/{version}/verdicts")
    Page<GateVerdict> list(
            @PathVariable String namespace,
            @PathVariable String name,
            @PathVariable String version,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(defaultValue = "50") int limit) {
        UUID id = catalog.find(new VersionReference(new ModelName(namespace, name), version));
        return verdicts.of(id, Cursor.parse(cursor), Page.limit(limit));
    }

    @GetMapping("/verdicts/{id}")
    GateVerdict show(@PathVariable UUID id) {
        return verdicts.verdict(id);
    }

    /** The verdict as it was signed: an in-toto statement in a DSSE envelope. */
    @GetMapping("/verdicts/{id}/attestation")
    Envelope attestation(@PathVariable UUID id) {
        return verdicts.envelope(id);
    }
}
