package io.graft.core.conversion;

import io.graft.core.checkpoint.ModelConfig;
import java.util.Arrays;
import java.util.Optional;

/** The families of models that are converted. */
enum Family {
    LLAMA("llama", "llama", "LlamaForCausalLM", true),
    MISTRAL("mistral", "llama", "MistralForCausalLM", true),
    QWEN2("qwen2", "qwen2", "Qwen2ForCausalLM", false),
    QWEN3("qwen3", "qwen3", "Qwen3ForCausalLM", false);

    private final String modelType;
    private final String architecture;
    private final String className;
    private final boolean interleaved;

    Family(String modelType, String architecture, String className, boolean interleaved) {
        this.modelType = modelType;
        this.architecture = architecture;
        this.className = className;
        this.interleaved = interleaved;
    }

    static Family of(ModelConfig config, Object where) {
        String type = config.modelType().orElse("nothing");
        return Arrays.stream(values())
                .filter(family -> family.modelType.equals(type))
                .findFirst()
                .orElseThrow(() -> ConversionError.FAMILY_NOT_CONVERTIBLE.at(
                        where, "The model's family is %.60s, which is not converted".formatted(type)));
    }

    /** The family that GGUF files call so; Mistral's models are llamas there. */
    static Optional<Family> ofArchitecture(String architecture) {
        return Arrays.stream(values())
                .filter(family -> family.architecture.equals(architecture))
                .findFirst();
    }

    String modelType() {
        return modelType;
    }

    /** What GGUF calls the family. */
    String architecture() {
        return architecture;
    }

    String className() {
        return className;
    }

    /** Whether llama.cpp turns neighbouring elements of a head together, where Hugging Face turns its halves. */
    boolean interleaved() {
        return interleaved;
    }
}
