package io.graft.registry.provenance;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.graft.core.attestation.Provenance;
import io.graft.core.attestation.Provenance.Dependency;
import io.graft.core.attestation.Provenance.LicenceFacts;
import io.graft.registry.model.PinnedVersion;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A bill of material of a model, in the form of <a href="https://cyclonedx.org/docs/1.6/json/">CycloneDX 1.6</a>. */
record Bom(
        String bomFormat,
        String specVersion,
        String serialNumber,
        int version,
        Metadata metadata,
        List<Component> components,
        List<Edge> dependencies) {
    private static final String MODEL = "machine-learning-model";

    record Metadata(Instant timestamp, Component component) {}

    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    record Component(
            String type,
            @JsonProperty("bom-ref") String ref,
            String name,
            String version,
            List<Hash> hashes,
            List<LicenceChoice> licenses,
            List<Property> properties) {}

    record Hash(String alg, String content) {}

    record LicenceChoice(Licence license) {}

    /** By name, as the Hub's identifiers are not all those of SPDX. */
    record Licence(String name) {}

    record Property(String name, String value) {}

    record Edge(String ref, List<String> dependsOn) {}

    static Bom of(PinnedVersion version, Provenance provenance) {
        List<Component> parents = provenance.buildDefinition().resolvedDependencies().stream()
                .map(parent -> parent(parent, provenance.licence()))
                .toList();
        Component made = component(
                version.reference(),
                version.digest().hex(),
                provenance.licence() == null ? List.of() : provenance.licence().licences(),
                properties(version, provenance));
        return new Bom(
                "CycloneDX",
                "1.6",
                "urn:uuid:" + version.id(),
                1,
                new Metadata(provenance.runDetails().metadata().finishedOn(), made),
                parents,
                List.of(new Edge(
                        made.ref(), parents.stream().map(Component::ref).toList())));
    }

    private static List<Property> properties(PinnedVersion version, Provenance provenance) {
        return List.of(
                new Property("graft:kind", version.kind().word()),
                new Property("graft:buildType", provenance.buildDefinition().buildType()),
                new Property(
                        "graft:tensors", String.valueOf(provenance.tensors().size())));
    }

    private static Component parent(Dependency parent, @Nullable LicenceFacts licence) {
        Map<String, List<String>> licences = licence == null ? Map.of() : licence.parents();
        return component(
                parent.name(),
                Objects.requireNonNull(parent.digest().get("sha256")),
                licences.getOrDefault(parent.name(), List.of()),
                List.of());
    }

    private static Component component(
            String reference, String sha256, List<String> licences, List<Property> properties) {
        String[] parts = reference.split("@", 2);
        return new Component(
                MODEL,
                reference,
                parts[0],
                parts[1],
                List.of(new Hash("SHA-256", sha256)),
                licences.stream()
                        .map(name -> new LicenceChoice(new Licence(name)))
                        .toList(),
                properties);
    }
}
