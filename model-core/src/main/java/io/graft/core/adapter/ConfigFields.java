package io.graft.core.adapter;

import io.graft.core.GraftException;
import io.graft.core.artifact.Digest;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The fields of an adapter_config.json, each read as the type it must have. */
record ConfigFields(ObjectNode json, String file) {
    private static final int HIGHEST_RANK = 65_536;
    /** What PEFT writes and a merge does not depend on, beside the fields that are read or refused. */
    private static final Set<String> KNOWN = Set.of("""
            alpha alpha_pattern auto_mapping base_model_name_or_path beta1 beta2 bias block_share coft
            corda_config d_initial decompose_both decompose_factor deltaT ensure_weight_tying eps eva_config
            exclude_modules fan_in_fan_out feedforward_modules graft_base_fingerprint graft_moe_packing
            inference_mode init_ia3_weights init_lora_weights init_r init_weights layers_pattern
            layers_to_transform loftq_config lora_alpha lora_bias lora_dropout lora_ga_config megatron_core
            module_dropout modules_to_save modules_to_tie monteclora_config num_cayley_neumann_terms
            oft_block_size orth_reg_weight peft_type peft_version projection_prng_key qalora_group_size r
            rank_dropout rank_dropout_scale rank_pattern revision save_projection target_modules
            target_modules_to_tie target_parameters target_r task_type tfinal tinit token_indices total_step
            trainable_token_indices use_cayley_neumann use_dora use_effective_conv2d use_rslora
            velora_config vera_dropout""".split("\\s+"));

    boolean has(String key) {
        return json.hasNonNull(key);
    }

    /** The fields of an object in a field. */
    ConfigFields in(String key) {
        if (json.path(key) instanceof ObjectNode inner) {
            return new ConfigFields(inner, file + ": " + key);
        }
        throw invalid(key, "an object", json.path(key));
    }

    int rank(String key) {
        return rank(key, json.path(key));
    }

    double number(String key) {
        return number(key, json.path(key));
    }

    boolean flag(String key) {
        JsonNode value = json.path(key);
        if (value.isMissingNode() || value.isNull()) {
            return false;
        }
        if (!value.isBoolean()) {
            throw invalid(key, "true or false", value);
        }
        return value.booleanValue();
    }

    @Nullable
    String text(String key) {
        JsonNode value = json.path(key);
        return value.isString() ? value.stringValue() : null;
    }

    List<String> texts(String key) {
        JsonNode value = json.path(key);
        if (value.isString()) {
            return List.of(value.stringValue());
        }
        List<String> texts = new ArrayList<>();
        value.forEach(item -> texts.add(item.asString("")));
        return texts;
    }

    /** Whole numbers from 0 on, no two of them the same. */
    List<Integer> indices(String key) {
        return indices(key, json.path(key));
    }

    /** Lists of indices by name; a list without a name has the empty one. */
    Map<String, List<Integer>> indicesByName(String key) {
        JsonNode value = json.path(key);
        Map<String, List<Integer>> named = new LinkedHashMap<>();
        if (value.isObject()) {
            value.properties().forEach(entry -> named.put(entry.getKey(), indices(key, entry.getValue())));
        } else if (has(key)) {
            named.put("", indices(key, value));
        }
        return named;
    }

    private List<Integer> indices(String key, JsonNode value) {
        List<Integer> indices = new ArrayList<>();
        for (JsonNode item : value) {
            if (!item.isInt() || item.intValue() < 0) {
                throw invalid(key, "a list of whole numbers from 0 on", value);
            }
            indices.add(item.intValue());
        }
        if (!value.isArray() || new HashSet<>(indices).size() < indices.size()) {
            throw invalid(key, "a list of tokens, each of them once", value);
        }
        return indices;
    }

    @Nullable
    Digest digest(String key) {
        String text = text(key);
        return text == null ? null : Digest.parse(text);
    }

    /** The fields that are set and mean nothing to this version. */
    List<String> unknown() {
        return json.properties().stream()
                .filter(field -> Refusals.isSet(field.getValue()) && !KNOWN.contains(field.getKey()))
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
    }

    ModulePatterns noPatterns() {
        return ModulePatterns.of(Map.of(), file);
    }

    ModulePatterns patterns(String key) {
        JsonNode value = json.path(key);
        Map<String, Double> patterns = new LinkedHashMap<>();
        if (value.isMissingNode() || value.isNull()) {
            return ModulePatterns.of(patterns, file + ": " + key);
        }
        if (!value.isObject()) {
            throw invalid(key, "a mapping from module names to numbers", value);
        }
        value.properties().forEach(entry -> patterns.put(entry.getKey(), patternValue(key, entry.getValue())));
        return ModulePatterns.of(patterns, file + ": " + key);
    }

    private double patternValue(String key, JsonNode value) {
        return key.startsWith("rank") ? rank(key, value) : number(key, value);
    }

    private int rank(String key, JsonNode value) {
        if (!value.isInt() || value.intValue() < 1 || value.intValue() > HIGHEST_RANK) {
            throw invalid(key, "a whole number from 1 to %d".formatted(HIGHEST_RANK), value);
        }
        return value.intValue();
    }

    private double number(String key, JsonNode value) {
        if (!value.isNumber() || !Double.isFinite(value.doubleValue())) {
            throw invalid(key, "a number", value);
        }
        return value.doubleValue();
    }

    GraftException outdated(String reason) {
        return AdapterError.ADAPTER_KIND_UNSUPPORTED.at(
                file, "%s was written before %s".formatted(file, reason), "Train the adapter with a newer PEFT.");
    }

    private GraftException invalid(String key, String expected, JsonNode found) {
        String seen = found.isMissingNode() ? "missing" : "%.80s".formatted(found);
        return AdapterError.ADAPTER_CONFIG_INVALID.at(
                file + ": " + key,
                "%s of %s is to be %s, but is %s".formatted(key, file, expected, seen),
                "Correct the field, or take the file again from where the adapter came from.");
    }
}
