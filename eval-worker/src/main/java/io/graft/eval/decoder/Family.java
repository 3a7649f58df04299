package io.graft.eval.decoder;

import io.graft.core.checkpoint.ModelConfig;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/** The families of models that can be run; they differ in what their configs leave unsaid, and in a few steps. */
enum Family {
    LLAMA("llama", "LlamaForCausalLM"),
    MISTRAL("mistral", "MistralForCausalLM"),
    QWEN2("qwen2", "Qwen2ForCausalLM"),
    QWEN3("qwen3", "Qwen3ForCausalLM"),
    GEMMA("gemma", "GemmaForCausalLM"),
    GEMMA2("gemma2", "Gemma2ForCausalLM"),
    GEMMA3("gemma3_text", "Gemma3ForCausalLM", "Gemma3ForConditionalGeneration"),
    GPT2("gpt2", "GPT2LMHeadModel");

    private final String type;
    private final String architecture;
    private final String variant;

    Family(String type, String architecture) {
        this(type, architecture, architecture);
    }

    /** @param variant an architecture that holds the other one */
    Family(String type, String architecture, String variant) {
        this.type = type;
        this.architecture = architecture;
        this.variant = variant;
    }

    /** The architecture decides, since heads for other purposes share the {@code model_type}. */
    static Family of(ModelConfig config, String file) {
        Optional<String> name = config.architecture().or(config::modelType);
        if (name.isEmpty()) {
            throw DecoderError.MODEL_CONFIG_INVALID.at(
                    file + ": architectures",
                    "%s names no architecture".formatted(file),
                    "Add architectures, such as [\"LlamaForCausalLM\"].");
        }
        return Arrays.stream(values())
                .filter(family -> family.isNamed(name.get()))
                .findFirst()
                .orElseThrow(() -> DecoderError.ARCHITECTURE_UNSUPPORTED.at(
                        file,
                        "The architecture %.80s cannot be run".formatted(name.get()),
                        "Run one of %s here, or serve this model by an OpenAI-compatible server.".formatted(known())));
    }

    private boolean isNamed(String name) {
        return name.equals(type) || name.equals(architecture) || name.equals(variant);
    }

    private static String known() {
        return Arrays.stream(values()).map(family -> family.architecture).collect(Collectors.joining(", "));
    }

    boolean isGemma() {
        return this == GEMMA || this == GEMMA2 || this == GEMMA3;
    }

    boolean isQwen() {
        return this == QWEN2 || this == QWEN3;
    }

    /** Whether the output of each part of a layer is normed, too, before it is added. */
    boolean normsOutputs() {
        return this == GEMMA2 || this == GEMMA3;
    }

    /** Whether queries and keys are normed. */
    boolean normsHeads() {
        return this == QWEN3 || this == GEMMA3;
    }

    /** Whether embedding and output layer are one unless the config says otherwise. */
    boolean tiesByDefault() {
        return isGemma() || this == GPT2;
    }
}
