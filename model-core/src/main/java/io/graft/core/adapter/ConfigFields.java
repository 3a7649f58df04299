package io.graft.core.adapter;

import io.graft.core.GraftException;
import io.graft.core.artifact.Digest;
import java.util.ArrayList;
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
    private static final Set<String> KNOWN = Set.of(
            "alpha_pattern",
            "auto_mapping",
            "base_model_name_or_path",
            "bias",
            "corda_config",
            "eva_config",
            "exclude_modules",
            "fan_in_fan_out",
            "graft_base_fingerprint",
            "inference_mode",
            "init_lora_weights",
            "layers_pattern",
            "layers_to_transform",
            "loftq_config",
            "lora_alpha",
            "lora_dropout",
            "lora_ga_config",
            "megatron_core",
            "monteclora_config",
            "peft_type",
            "peft_version",
            "qalora_group_size",
            "r",
            "rank_pattern",
            "revision",
            "target_modules",
            "task_type",
            "use_rslora",
            "velora_config");

    int rank() {
        return rank("r", json.path("r"));
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

    private GraftException invalid(String key, String expected, JsonNode found) {
        String seen = found.isMissingNode() ? "missing" : "%.80s".formatted(found);
        return AdapterError.ADAPTER_CONFIG_INVALID.at(
                file + ": " + key,
                "%s of %s is to be %s, but is %s".formatted(key, file, expected, seen),
                "Correct the field, or take the file again from where the adapter came from.");
    }
}
