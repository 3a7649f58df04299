package io.graft.core.adapter;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The kinds and features of PEFT adapters that are not a plain LoRA. Merging one of these as if it were would give a model that
 * loads, runs and is wrong.
 */
final class Refusals {
    private static final String KIND = "LORA";
    private static final String MERGE_WITH_PEFT = "Merge this adapter with PEFT, and register the merged model.";
    private static final Set<String> HARMLESS_STARTS = Set.of("gaussian", "eva", "orthogonal", "mica", "true", "false");
    private static final Pattern SUBTRACTING_STARTS = Pattern.compile("pissa.*|olora|corda|loftq|lora_ga");

    /** @param reason why {@code W + scale · B · A} is not what the adapter means */
    private record Feature(String field, String reason, String remedy) {}

    private static final List<Feature> FEATURES = List.of(
            new Feature("use_dora", "DoRA rescales each row by a learned magnitude", MERGE_WITH_PEFT),
            new Feature("lora_bias", "the adapter also changes biases", MERGE_WITH_PEFT),
            new Feature("modules_to_save", "the adapter also replaces whole modules", MERGE_WITH_PEFT),
            new Feature("trainable_token_indices", "the adapter also replaces rows of the embedding", MERGE_WITH_PEFT),
            new Feature("target_parameters", "the adapter changes the experts of a mixture", MERGE_WITH_PEFT),
            new Feature(
                    "layer_replication",
                    "the adapter was trained on a model whose layers were repeated",
                    "Build the model with repeated layers first, and merge into that."),
            new Feature(
                    "ensure_weight_tying",
                    "the adapter changes an embedding that is also the output layer, and would be added twice",
                    MERGE_WITH_PEFT),
            new Feature(
                    "alora_invocation_tokens",
                    "an activated LoRA (aLoRA) acts on part of the text only",
                    "Serve it unmerged."),
            new Feature("arrow_config", "Arrow routes each token to another adapter", "Serve it unmerged."),
            new Feature(
                    "use_bdlora", "the factors of a block-diagonal LoRA (BD-LoRA) are stored compact", MERGE_WITH_PEFT),
            new Feature("use_qalora", "QA-LoRA pools its input in groups", "Serve it unmerged."),
            new Feature("kasa_config", "KaSA removes components from the base weights", MERGE_WITH_PEFT));

    private Refusals() {}

    static void check(ObjectNode config, String file) {
        requireLora(config, file);
        for (Feature feature : FEATURES) {
            if (isSet(config.path(feature.field()))) {
                throw AdapterError.ADAPTER_FEATURE_UNSUPPORTED.at(
                        file + ": " + feature.field(),
                        "%s of %s is set: %s".formatted(feature.field(), file, feature.reason()),
                        feature.remedy());
            }
        }
        requireNoBias(config.path("bias"), file);
        requireUntouchedBase(config.path("init_lora_weights"), file);
    }

    private static void requireLora(ObjectNode config, String file) {
        String kind = config.path("peft_type").asString("").toUpperCase(Locale.ROOT);
        if (kind.isEmpty()) {
            throw AdapterError.ADAPTER_CONFIG_INVALID.at(
                    file + ": peft_type", "%s has no peft_type".formatted(file), "Check that this is a PEFT adapter.");
        }
        if (!kind.equals(KIND)) {
            throw AdapterError.ADAPTER_KIND_UNSUPPORTED.at(
                    file + ": peft_type",
                    "%s describes an adapter of kind %.40s; LoRA is the kind that can be merged".formatted(file, kind),
                    MERGE_WITH_PEFT);
        }
    }

    private static void requireNoBias(JsonNode bias, String file) {
        if (!bias.isMissingNode() && !bias.isNull() && !bias.asString("").equals("none")) {
            throw AdapterError.ADAPTER_FEATURE_UNSUPPORTED.at(
                    file + ": bias",
                    "bias of %s is %.40s: the adapter also replaces biases of the base".formatted(file, bias),
                    MERGE_WITH_PEFT);
        }
    }

    /** Some ways to start a LoRA take its first value out of the base weights, which its file does not hold. */
    private static void requireUntouchedBase(JsonNode start, String file) {
        String name = start.asString("").toLowerCase(Locale.ROOT);
        if (start.isMissingNode() || start.isNull() || HARMLESS_STARTS.contains(name)) {
            return;
        }
        String where = file + ": init_lora_weights";
        if (SUBTRACTING_STARTS.matcher(name).matches()) {
            throw AdapterError.ADAPTER_BASE_MUTATED.at(
                    where,
                    "%s was started as %.40s, which changes the base weights before training: it fits only those"
                            .formatted(file, name),
                    "Convert it to a plain LoRA: save_pretrained(…, path_initial_model_for_weight_conversion=…).");
        }
        throw AdapterError.ADAPTER_FEATURE_UNSUPPORTED.at(
                where,
                "init_lora_weights of %s is %.40s, which is not known to leave the base weights alone"
                        .formatted(file, start),
                MERGE_WITH_PEFT);
    }

    /** Whether a field turns something on: not absent, null, false or empty. */
    static boolean isSet(JsonNode value) {
        boolean off = value.isMissingNode() || value.isNull() || (value.isBoolean() && !value.booleanValue());
        return !off && !(value.isContainer() && value.isEmpty());
    }
}
