package io.graft.core.adapter;

import io.graft.core.GraftException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The kinds and features of PEFT adapters that cannot become part of the weights, or not without more than the adapter holds.
 * Merging one of these as if it were another would give a model that loads, runs and is wrong.
 */
final class Refusals {
    private static final String SERVE_UNMERGED = "Serve it unmerged.";
    private static final String MERGE_WITH_PEFT = "Merge this adapter with PEFT, and register the merged model.";
    private static final Set<String> HARMLESS_STARTS = Set.of("gaussian", "eva", "orthogonal", "mica", "true", "false");
    private static final Pattern SUBTRACTING_STARTS = Pattern.compile("pissa.*|olora|corda|loftq|lora_ga");

    /** What cannot be told from a start that is found in the base again. */
    private static final List<String> ENTANGLED = List.of("use_dora", "target_parameters");

    private record Reason(String text, String remedy) {}

    /** @param reason why no change of single tensors is what the adapter means */
    private record Feature(String field, String reason, String remedy) {}

    private static final List<Feature> FEATURES = List.of(
            new Feature(
                    "layer_replication",
                    "the adapter was trained on a model whose layers were repeated",
                    "Build the model with repeated layers first, and merge into that."),
            new Feature(
                    "alora_invocation_tokens",
                    "an activated LoRA (aLoRA) acts on part of the text only",
                    SERVE_UNMERGED),
            new Feature("arrow_config", "Arrow routes each token to another adapter", SERVE_UNMERGED),
            new Feature(
                    "use_bdlora", "the factors of a block-diagonal LoRA (BD-LoRA) are stored compact", MERGE_WITH_PEFT),
            new Feature("use_qalora", "QA-LoRA pools its input in groups", SERVE_UNMERGED),
            new Feature("kasa_config", "KaSA removes components from the base weights", MERGE_WITH_PEFT));

    private static final Map<String, Reason> KINDS = kinds();

    private Refusals() {}

    private static Map<String, Reason> kinds() {
        Map<String, Reason> kinds = new HashMap<>();
        Reason prompts =
                new Reason("it puts learned vectors before the text and leaves the weights alone", SERVE_UNMERGED);
        for (String kind :
                List.of("PROMPT_TUNING", "MULTITASK_PROMPT_TUNING", "P_TUNING", "PREFIX_TUNING", "CPT", "CARTRIDGE")) {
            kinds.put(kind, prompts);
        }
        kinds.put("ADAPTION_PROMPT", new Reason("it adds learned vectors inside the attention", SERVE_UNMERGED));
        kinds.put("XLORA", new Reason("it mixes several adapters anew for each token", SERVE_UNMERGED));
        kinds.put("POLY", new Reason("it mixes skills for each task at run time", SERVE_UNMERGED));
        kinds.put("MIXED", new Reason("it holds adapters of several kinds", "Save each of them on its own."));
        return kinds;
    }

    /** The kind of an adapter, if it can be merged. */
    static AdapterKind check(ObjectNode config, String file) {
        AdapterKind kind = kind(config, file);
        for (Feature feature : FEATURES) {
            if (isSet(config.path(feature.field()))) {
                throw AdapterError.ADAPTER_FEATURE_UNSUPPORTED.at(
                        file + ": " + feature.field(),
                        "%s of %s is set: %s".formatted(feature.field(), file, feature.reason()),
                        feature.remedy());
            }
        }
        if (kind == AdapterKind.LORA) {
            requireKnownStart(config, file);
        }
        return kind;
    }

    private static AdapterKind kind(ObjectNode config, String file) {
        String kind = config.path("peft_type").asString("").toUpperCase(Locale.ROOT);
        if (kind.isEmpty()) {
            throw AdapterError.ADAPTER_CONFIG_INVALID.at(
                    file + ": peft_type", "%s has no peft_type".formatted(file), "Check that this is a PEFT adapter.");
        }
        return AdapterKind.named(kind).orElseThrow(() -> unsupported(kind, file));
    }

    private static GraftException unsupported(String kind, String file) {
        Reason reason =
                KINDS.getOrDefault(kind, new Reason("its formula is not one that can be merged here", MERGE_WITH_PEFT));
        return AdapterError.ADAPTER_KIND_UNSUPPORTED.at(
                file + ": peft_type",
                "%s describes an adapter of kind %.40s: %s".formatted(file, kind, reason.text()),
                reason.remedy());
    }

    /** Some ways to start a LoRA take its first value out of the base weights, which its file does not hold. */
    private static void requireKnownStart(ObjectNode config, String file) {
        JsonNode start = config.path("init_lora_weights");
        String name = start.asString("").toLowerCase(Locale.ROOT);
        if (start.isMissingNode() || start.isNull() || HARMLESS_STARTS.contains(name) || isFoundAgain(name, config)) {
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

    private static boolean isFoundAgain(String start, ObjectNode config) {
        return Start.named(start).isPresent() && ENTANGLED.stream().noneMatch(field -> isSet(config.path(field)));
    }

    /** Whether a field turns something on: not absent, null, false or empty. */
    static boolean isSet(JsonNode value) {
        boolean off = value.isMissingNode() || value.isNull() || (value.isBoolean() && !value.booleanValue());
        return !off && !(value.isContainer() && value.isEmpty());
    }
}
