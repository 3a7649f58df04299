package io.graft.registry.bundle;

import io.graft.registry.model.PinnedVersion;
import io.graft.registry.model.VersionFacts;
import java.util.Collection;
import java.util.List;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Reads what adapters are from their own files. */
@Component
class AdapterTraits {
    private final VersionFacts facts;
    private final JsonMapper json;

    AdapterTraits(VersionFacts facts, JsonMapper json) {
        this.facts = facts;
        this.json = json;
    }

    List<Traits> of(Collection<PinnedVersion> adapters) {
        return adapters.stream().map(this::of).toList();
    }

    private Traits of(PinnedVersion adapter) {
        return new Traits(adapter, json.readTree(facts.text(adapter, Traits.CONFIG)), facts.tensors(adapter));
    }
}
