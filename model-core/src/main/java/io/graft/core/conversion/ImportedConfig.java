package io.graft.core.conversion;

import io.graft.core.gguf.BlockTensor;
import io.graft.core.gguf.GgufFile;
import io.graft.core.tensor.DType;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The config.json that a GGUF file's hyperparameters amount to. */
record ImportedConfig(GgufFile file, Family family, GgufKeys keys, DType dtype) {
    Map<String, Object> json() {
        Map<String, Object> config = new LinkedHashMap<>();
        config.put("architectures", List.of(family.className()));
        config.put("model_type", family.modelType());
        config.put("dtype", dtype.torchName());
        config.put("hidden_act", "silu");
        config.put("hidden_size", keys.whole("embedding_length"));
        config.put("intermediate_size", keys.whole("feed_forward_length"));
        config.put("num_hidden_layers", keys.whole("block_count"));
        config.put("num_attention_heads", heads());
        config.put("num_key_value_heads", keyHeads());
        config.put("head_dim", headSize());
        config.put("max_position_embeddings", keys.whole("context_length"));
        config.put("rms_norm_eps", keys.real("attention.layer_norm_rms_epsilon"));
        config.put("vocab_size", file.tensor(TensorNames.EMBEDDING).shape().dim(0));
        config.put("tie_word_embeddings", !holds(TensorNames.OUTPUT));
        putBiases(config);
        config.put("rope_theta", base());
        putScaling(config);
        putToken(config, "bos_token_id", "bos");
        putToken(config, "eos_token_id", "eos");
        putToken(config, "pad_token_id", "padding");
        return config;
    }

    int heads() {
        return keys.whole("attention.head_count");
    }

    int keyHeads() {
        return keys.whole("attention.head_count_kv", heads());
    }

    private int headSize() {
        return keys.whole("attention.key_length", keys.whole("embedding_length") / Math.max(1, heads()));
    }

    private BigDecimal base() {
        return keys.optionalReal("rope.freq_base").orElse(BigDecimal.valueOf(10_000.0));
    }

    private void putBiases(Map<String, Object> config) {
        if (family == Family.LLAMA) {
            config.put("attention_bias", holds("blk.0.attn_q.bias"));
            config.put("mlp_bias", holds("blk.0.ffn_up.bias"));
        } else if (family == Family.QWEN3) {
            config.put("attention_bias", holds("blk.0.attn_q.bias"));
        }
    }

    private boolean holds(String tensor) {
        return file.tensors().stream().map(BlockTensor::name).anyMatch(tensor::equals);
    }

    private void putScaling(Map<String, Object> config) {
        String type = keys.text("rope.scaling.type").orElse("none");
        if (holds(TensorNames.ROPE)) {
            config.put("rope_scaling", llama3(file.tensor(TensorNames.ROPE)));
        } else if (type.equals("linear") || type.equals("yarn")) {
            Map<String, Object> scaling =
                    new LinkedHashMap<>(Map.of("rope_type", type, "factor", keys.real("rope.scaling.factor")));
            keys.optionalWhole(keys.architecture() + ".rope.scaling.original_context_length")
                    .ifPresent(length -> scaling.put("original_max_position_embeddings", length));
            config.put("rope_scaling", scaling);
        } else if (!type.equals("none")) {
            throw ConversionError.ROPE_NOT_CONVERTIBLE.at(
                    "rope.scaling.type", "Positions are scaled by %.40s, which is not converted".formatted(type));
        }
    }

    /** The file has the result only; the numbers that Llama 3.1, 3.2 and 3.3 use are tried. */
    private Map<String, Object> llama3(BlockTensor divisors) {
        float[] found = new float[Math.toIntExact(divisors.elements())];
        divisors.read(0, found, found.length);
        return Stream.of(8.0, 32.0)
                .map(factor -> new RopeScaling.Llama3(factor, 1, 4, 8192))
                .filter(_ -> found.length == headSize() / 2)
                .filter(scaling -> agree(scaling.divisors(base().doubleValue(), headSize()), found))
                .findFirst()
                .map(ImportedConfig::json)
                .orElseThrow(() -> ConversionError.ROPE_NOT_CONVERTIBLE.at(
                        TensorNames.ROPE, "The frequencies are divided by numbers that no model of Llama 3 uses"));
    }

    private static boolean agree(float[] computed, float[] found) {
        boolean agree = true;
        for (int i = 0; agree && i < found.length; i++) {
            agree = Math.abs(computed[i] - found[i]) <= 1e-4f * computed[i];
        }
        return agree;
    }

    private static Map<String, Object> json(RopeScaling.Llama3 scaling) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("rope_type", "llama3");
        json.put("factor", scaling.factor());
        json.put("low_freq_factor", scaling.low());
        json.put("high_freq_factor", scaling.high());
        json.put("original_max_position_embeddings", scaling.original());
        return json;
    }

    private void putToken(Map<String, Object> config, String field, String role) {
        keys.optionalWhole("tokenizer.ggml." + role + "_token_id").ifPresent(id -> config.put(field, id));
    }
}
