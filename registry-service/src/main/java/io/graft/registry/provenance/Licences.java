package io.graft.registry.provenance;

import io.graft.core.attestation.Provenance.LicenceFacts;
import io.graft.core.licence.Inheritance;
import io.graft.core.licence.Parent;
import io.graft.registry.model.Catalog;
import io.graft.registry.model.PinnedVersion;
import io.graft.registry.model.VersionFacts;
import io.graft.registry.model.VersionReference;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/** What versions may be used under: what they say of themselves, and what their parents leave them. */
@Component
class Licences {
    private final VersionFacts facts;
    private final Catalog catalog;

    Licences(VersionFacts facts, Catalog catalog) {
        this.facts = facts;
        this.catalog = catalog;
    }

    /** @param parents {@code namespace/name@number} */
    LicenceFacts of(PinnedVersion version, List<String> parents) {
        List<Parent> known = parents.stream().distinct().map(this::parent).toList();
        List<String> own = facts.licensed(version.id()).licences();
        Map<String, List<String>> theirs = new LinkedHashMap<>();
        known.forEach(parent -> theirs.put(parent.name(), parent.licences()));
        return new LicenceFacts(own.isEmpty() ? new Inheritance(known).licences() : own, theirs);
    }

    private Parent parent(String name) {
        return new Parent(
                name, facts.licensed(catalog.find(VersionReference.parse(name))).licences());
    }
}
