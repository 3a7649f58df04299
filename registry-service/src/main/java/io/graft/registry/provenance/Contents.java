package io.graft.registry.provenance;

import io.graft.core.attestation.Provenance.TensorFacts;
import io.graft.core.safetensors.TensorDigest;
import io.graft.core.tensor.Shape;
import io.graft.registry.model.PinnedVersion;
import io.graft.registry.model.VersionFacts;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The tensors that versions consist of. */
@Component
class Contents {
    /** What a merge writes of its tensors beside them. */
    private static final String MERGED = "graft_provenance.json";

    private static final String COPIED = "identical";

    private final VersionFacts facts;
    private final JsonMapper json;

    Contents(VersionFacts facts, JsonMapper json) {
        this.facts = facts;
        this.json = json;
    }

    Map<String, TensorFacts> uploaded(PinnedVersion version) {
        SortedMap<String, TensorFacts> tensors = new TreeMap<>();
        facts.tensors(version).forEach(tensor -> tensors.put(tensor.name(), facts(tensor, null, null)));
        return tensors;
    }

    /** @param method of the recipe; null where each of its documents has another */
    Map<String, TensorFacts> merged(PinnedVersion version, @Nullable String method) {
        JsonNode states = version.files().stream().anyMatch(file -> file.path().equals(MERGED))
                ? json.readTree(facts.text(version, MERGED)).path("tensors")
                : json.createObjectNode();
        SortedMap<String, TensorFacts> tensors = new TreeMap<>();
        for (TensorDigest tensor : facts.tensors(version)) {
            String state = states.path(tensor.name()).asString(null);
            tensors.put(tensor.name(), facts(tensor, state, COPIED.equals(state) ? null : method));
        }
        return tensors;
    }

    private static TensorFacts facts(TensorDigest tensor, @Nullable String state, @Nullable String method) {
        return new TensorFacts(
                tensor.dtype().name(),
                dimensions(tensor.shape()),
                tensor.sha256().hex(),
                state,
                method);
    }

    private static List<Long> dimensions(Shape shape) {
        return IntStream.range(0, shape.rank()).mapToObj(shape::dim).toList();
    }
}
