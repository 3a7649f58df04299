package io.graft.registry.provenance;

import io.graft.core.attestation.Envelope;
import io.graft.registry.model.Catalog;
import io.graft.registry.model.ModelName;
import io.graft.registry.model.VersionReference;
import java.util.UUID;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/models/{namespace}/{name}/versions/{version}")
class ProvenanceController {
    private final Provenances provenances;
    private final Catalog catalog;

    ProvenanceController(Provenances provenances, Catalog catalog) {
        this.provenances = provenances;
        this.catalog = catalog;
    }

    /** Where a version comes from, as it was signed: SLSA provenance as an in-toto statement in a DSSE envelope. */
    @GetMapping("/provenance")
    Envelope provenance(@PathVariable String namespace, @PathVariable String name, @PathVariable String version) {
        return provenances.of(find(namespace, name, version));
    }

    /** The same as a CycloneDX bill of material. */
    @GetMapping(
            value = "/bom",
            produces = {"application/vnd.cyclonedx+json", MediaType.APPLICATION_JSON_VALUE})
    Bom bom(@PathVariable String namespace, @PathVariable String name, @PathVariable String version) {
        UUID id = find(namespace, name, version);
        return Bom.of(catalog.pinned(id), provenances.statement(id).predicate());
    }

    private UUID find(String namespace, String name, String version) {
        return catalog.find(new VersionReference(new ModelName(namespace, name), version));
    }
}
