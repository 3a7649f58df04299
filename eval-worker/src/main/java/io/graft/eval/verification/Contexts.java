package io.graft.eval.verification;

import io.graft.core.checkpoint.Checkpoint;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** How long texts may be that a model reads. */
final class Contexts {
    private Contexts() {}

    static int length(Checkpoint model) {
        return Stream.of("n_positions", "max_position_embeddings", "n_ctx")
                .map(model.config()::field)
                .flatMap(Optional::stream)
                .filter(JsonNode::isInt)
                .mapToInt(JsonNode::intValue)
                .filter(length -> length > 0)
                .findFirst()
                .orElse(Integer.MAX_VALUE);
    }
}
