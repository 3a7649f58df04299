package io.graft.registry.bundle;

import io.graft.core.safetensors.TensorDigest;
import io.graft.registry.model.PinnedVersion;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/**
 * What an engine has to be able to do for an adapter.
 *
 * @param config PEFT's adapter_config.json
 */
record Traits(PinnedVersion adapter, JsonNode config, List<TensorDigest> tensors) {
    static final String CONFIG = "adapter_config.json";

    private static final String LOW_RANK = ".lora_A.weight";
    private static final Pattern EMBEDDING =
            Pattern.compile(".*(lora_embedding_[AB]|\\.(embed_tokens|wte|lm_head|embed_out)\\.lora_[AB]\\.weight)");
    private static final Pattern MAGNITUDE = Pattern.compile(".*lora_magnitude_vector.*");
    private static final Pattern CHANGED_BASE = Pattern.compile("pissa.*|olora|corda|loftq|lora_ga");
    private static final Set<String> VARIANTS = Set.of(
            "alora_invocation_tokens",
            "arrow_config",
            "layer_replication",
            "use_qalora",
            "use_bdlora",
            "kasa_config",
            "target_parameters");

    String name() {
        return adapter.reference();
    }

    boolean isLora() {
        return config.path("peft_type").asString("").equalsIgnoreCase("LORA");
    }

    /** The largest of all modules: by the weights, as patterns may give some modules another. */
    int rank() {
        return tensors.stream()
                .filter(tensor -> tensor.name().endsWith(LOW_RANK))
                .mapToInt(tensor -> Math.toIntExact(tensor.shape().dim(0)))
                .max()
                .orElseGet(() -> config.path("r").asInt(0));
    }

    boolean hasMagnitudes() {
        return isSet("use_dora") || hasTensor(MAGNITUDE);
    }

    boolean savesModules() {
        return isSet("modules_to_save");
    }

    boolean hasBias() {
        return isSet("lora_bias") || !config.path("bias").asString("none").equals("none");
    }

    boolean changesEmbeddings() {
        return isSet("trainable_token_indices") || hasTensor(EMBEDDING);
    }

    /** Some modules have a rank or an alpha of their own. */
    boolean hasPatterns() {
        return isSet("rank_pattern") || isSet("alpha_pattern");
    }

    boolean startedOnChangedBase() {
        return CHANGED_BASE
                .matcher(config.path("init_lora_weights").asString(""))
                .matches();
    }

    /** Fields of the config that make it something else than a plain LoRA. */
    List<String> variants() {
        return VARIANTS.stream().filter(this::isSet).sorted().toList();
    }

    private boolean hasTensor(Pattern name) {
        return tensors.stream().anyMatch(tensor -> name.matcher(tensor.name()).matches());
    }

    private boolean isSet(String field) {
        JsonNode value = config.path(field);
        return value.isBoolean()
                ? value.asBoolean()
                : value.isContainer() ? !value.isEmpty() : !value.isMissingNode() && !value.isNull();
    }
}
