package io.graft.core.conversion;

import io.graft.core.checkpoint.ModelConfig;
import io.graft.core.gguf.GgufValue;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** What config.json says, in the places and types where GGUF has it. */
record Hyperparameters(ModelConfig config, Family family, Object where) {
    int heads() {
        return whole("num_attention_heads");
    }

    int keyHeads() {
        return config.field("num_key_value_heads").map(JsonNode::intValue).orElseGet(this::heads);
    }

    int headSize() {
        return config.field("head_dim").map(JsonNode::intValue).orElseGet(() -> whole("hidden_size") / heads());
    }

    double ropeBase() {
        return config.field("rope_parameters")
                .map(rope -> rope.path("rope_theta"))
                .filter(JsonNode::isNumber)
                .or(() -> config.field("rope_theta"))
                .map(JsonNode::doubleValue)
                .orElse(10_000.0);
    }

    /** The window that attention is limited to, if it is. */
    Optional<Integer> window() {
        boolean unused = config.field("use_sliding_window")
                .map(use -> !use.booleanValue())
                .orElse(false);
        return unused ? Optional.empty() : config.field("sliding_window").map(JsonNode::intValue);
    }

    void put(Map<String, GgufValue> metadata, long vocabulary) {
        put(metadata, "context_length", whole("max_position_embeddings"));
        put(metadata, "embedding_length", whole("hidden_size"));
        put(metadata, "block_count", whole("num_hidden_layers"));
        put(metadata, "feed_forward_length", whole("intermediate_size"));
        put(metadata, "attention.head_count", heads());
        put(metadata, "attention.head_count_kv", keyHeads());
        put(metadata, "attention.key_length", headSize());
        put(metadata, "attention.value_length", headSize());
        put(metadata, "rope.dimension_count", headSize());
        put(metadata, "vocab_size", Math.toIntExact(vocabulary));
        metadata.put(key("rope.freq_base"), GgufValue.of((float) ropeBase()));
        metadata.put(key("attention.layer_norm_rms_epsilon"), GgufValue.of((float) number("rms_norm_eps")));
    }

    private void put(Map<String, GgufValue> metadata, String name, int value) {
        metadata.put(key(name), GgufValue.of(value));
    }

    String key(String name) {
        return family.architecture() + "." + name;
    }

    int whole(String name) {
        return config.field(name)
                .filter(value -> value.isInt() && value.intValue() > 0)
                .map(JsonNode::intValue)
                .orElseThrow(() -> ConversionError.HYPERPARAMETER_MISSING.at(
                        where + ": " + name, "config.json says no %s, a whole number".formatted(name)));
    }

    private double number(String name) {
        return config.field(name)
                .filter(JsonNode::isNumber)
                .map(JsonNode::doubleValue)
                .orElseThrow(() -> ConversionError.HYPERPARAMETER_MISSING.at(
                        where + ": " + name, "config.json says no %s, a number".formatted(name)));
    }
}
