package io.graft.core.conversion;

import io.graft.core.checkpoint.ModelConfig;
import io.graft.core.gguf.GgufValue;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/** How positions are scaled beyond the length of training. */
sealed interface RopeScaling {
    /** Not at all. */
    record None() implements RopeScaling {}

    /** All by one factor. */
    record Linear(float factor) implements RopeScaling {}

    /** By <a href="https://arxiv.org/abs/2309.00071">YaRN</a>. */
    record Yarn(float factor, int original) implements RopeScaling {}

    /** As Llama 3.1 does: slow frequencies by a factor, fast ones not, those between by a part of it. */
    record Llama3(double factor, double low, double high, int original) implements RopeScaling {
        /** By what each frequency is divided; llama.cpp reads these as a tensor. */
        float[] divisors(double base, int headSize) {
            float[] divisors = new float[headSize / 2];
            for (int i = 0; i < divisors.length; i++) {
                double wavelength = 2 * Math.PI * StrictMath.pow(base, 2.0 * i / headSize);
                divisors[i] = (float) divisor(wavelength);
            }
            return divisors;
        }

        private double divisor(double wavelength) {
            if (wavelength < original / high) {
                return 1;
            }
            if (wavelength > original / low) {
                return factor;
            }
            double smooth = (original / wavelength - low) / (high - low);
            return 1 / ((1 - smooth) / factor + smooth);
        }
    }

    /** What config.json says, in the form of transformers 5 or in the older one. */
    static RopeScaling of(ModelConfig config, Object where) {
        Optional<JsonNode> scaling = config.field("rope_scaling").or(() -> config.field("rope_parameters"));
        String type = scaling.map(rope ->
                        rope.path("rope_type").asString(rope.path("type").asString("default")))
                .orElse("default");
        JsonNode rope = scaling.orElse(MissingNode.getInstance());
        return switch (type) {
            case "default" -> new None();
            case "linear" -> new Linear((float) number(rope, "factor", where));
            case "yarn" -> yarn(rope, config, where);
            case "llama3" ->
                new Llama3(
                        number(rope, "factor", where),
                        number(rope, "low_freq_factor", where),
                        number(rope, "high_freq_factor", where),
                        (int) number(rope, "original_max_position_embeddings", where));
            default ->
                throw ConversionError.ROPE_NOT_CONVERTIBLE.at(
                        where, "Positions are scaled by %.40s, which is not converted".formatted(type));
        };
    }

    private static Yarn yarn(JsonNode rope, ModelConfig config, Object where) {
        for (String name : new String[] {"attention_factor", "beta_fast", "beta_slow", "mscale", "mscale_all_dim"}) {
            if (rope.hasNonNull(name)) {
                throw ConversionError.ROPE_NOT_CONVERTIBLE.at(
                        where, "YaRN with %s of its own is not converted".formatted(name));
            }
        }
        int original = rope.path("original_max_position_embeddings")
                .intValue(config.field("max_position_embeddings")
                        .map(JsonNode::intValue)
                        .orElse(0));
        return new Yarn((float) number(rope, "factor", where), original);
    }

    private static double number(JsonNode rope, String name, Object where) {
        if (!rope.path(name).isNumber()) {
            throw ConversionError.HYPERPARAMETER_MISSING.at(
                    where + ": " + name, "The scaling of positions in config.json says no %s".formatted(name));
        }
        return rope.path(name).doubleValue();
    }

    /** Puts the keys of the scaling, which {@link Llama3} has none of. */
    default void put(Map<String, GgufValue> metadata, Hyperparameters of) {
        switch (this) {
            case Linear(float factor) -> {
                metadata.put(of.key("rope.scaling.type"), GgufValue.of("linear"));
                metadata.put(of.key("rope.scaling.factor"), GgufValue.of(factor));
            }
            case Yarn(float factor, int original) -> {
                metadata.put(of.key("rope.scaling.type"), GgufValue.of("yarn"));
                metadata.put(of.key("rope.scaling.factor"), GgufValue.of(factor));
                metadata.put(of.key("rope.scaling.original_context_length"), GgufValue.of(original));
            }
            case None _, Llama3 _ -> {}
        }
    }
}
