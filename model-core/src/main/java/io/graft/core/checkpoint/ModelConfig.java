package io.graft.core.checkpoint;

import io.graft.core.GraftException;
import io.graft.core.tensor.DType;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A model's config.json. What it does not say of itself is looked up in its {@code text_config}, as multimodal models have it. */
public final class ModelConfig {
    /** How the file is called. */
    public static final String FILE = "config.json";

    private static final String QUANTIZATION = "quantization_config";

    /** Fields that change from copy to copy without changing the model. */
    private static final Set<String> VOLATILE = Set.of("_name_or_path", "transformers_version");

    private final String file;
    private final ObjectNode json;

    private ModelConfig(String file, ObjectNode json) {
        this.file = file;
        this.json = json;
    }

    public static ModelConfig read(Path file) {
        return new ModelConfig(file.toString(), ConfigFile.read(file));
    }

    /**
     * Reads the config from a stream.
     *
     * @param file how to call it in errors
     */
    public static ModelConfig read(InputStream bytes, String file) {
        return new ModelConfig(file, ConfigFile.read(bytes, file));
    }

    /** The class that transformers loads the model as, such as {@code LlamaForCausalLM}. */
    public Optional<String> architecture() {
        return text(json.path("architectures").path(0), "architectures");
    }

    /** The family, such as {@code llama}. */
    public Optional<String> modelType() {
        return text(json.path("model_type"), "model_type");
    }

    /** How many layers the model has. */
    public OptionalInt layers() {
        return Stream.of("num_hidden_layers", "n_layer", "num_layers", "n_layers")
                .filter(key -> field(key).isPresent())
                .mapToInt(key -> count(key, field(key).orElseThrow()))
                .findFirst();
    }

    /** The type that the weights are said to have. */
    public Optional<DType> dtype() {
        return field("dtype")
                .or(() -> field("torch_dtype"))
                .flatMap(value -> text(value, "dtype"))
                .filter(name -> !name.equals("auto"))
                .map(this::parseType);
    }

    /** Whether input and output embeddings are one tensor, if the config says so; the families differ in their default. */
    public Optional<Boolean> tiesEmbeddings() {
        return field("tie_word_embeddings").filter(JsonNode::isBoolean).map(JsonNode::booleanValue);
    }

    /** How the weights are quantised, such as {@code bitsandbytes} or {@code gptq}; empty if they are not. */
    public Optional<String> quantization() {
        return field(QUANTIZATION).map(config -> config.path("quant_method").asString("an unnamed method"));
    }

    /** The config of the same model with weights of this type, not quantised. */
    public ModelConfig unquantised(DType dtype) {
        ObjectNode plain = json();
        places(plain).forEach(place -> place.remove(QUANTIZATION));
        if (dtype().isEmpty()) {
            plain.put("dtype", dtype.torchName());
        }
        return new ModelConfig(file, plain);
    }

    private static Stream<ObjectNode> places(ObjectNode config) {
        return Stream.of(config, config.path("text_config"))
                .filter(ObjectNode.class::isInstance)
                .map(ObjectNode.class::cast);
    }

    /** A field of the config, or of its {@code text_config}; a null counts as absent. */
    public Optional<JsonNode> field(String key) {
        return Stream.of(json.path(key), json.path("text_config").path(key))
                .filter(value -> !value.isMissingNode() && !value.isNull())
                .findFirst();
    }

    /** The whole config, to change and write elsewhere. */
    public ObjectNode json() {
        return json.deepCopy();
    }

    /** The config as the fingerprint sees it: compact JSON with sorted keys, without the fields that change from copy to copy. */
    String canonical() {
        return ConfigFile.canonical(json().remove(VOLATILE));
    }

    private DType parseType(String name) {
        try {
            return DType.parse(name);
        } catch (GraftException e) {
            throw CheckpointError.CONFIG_INVALID.at(
                    file + ": dtype", "dtype of %s: %s".formatted(file, e.sentence()), e);
        }
    }

    private Optional<String> text(JsonNode value, String key) {
        if (value.isMissingNode() || value.isNull()) {
            return Optional.empty();
        }
        if (!value.isString()) {
            throw invalid(key, "a string", value);
        }
        return Optional.of(value.stringValue());
    }

    private int count(String key, JsonNode value) {
        if (!value.isInt() || value.intValue() < 0) {
            throw invalid(key, "a whole number from 0 on", value);
        }
        return value.intValue();
    }

    private GraftException invalid(String key, String expected, JsonNode found) {
        return CheckpointError.CONFIG_INVALID.at(
                file + ": " + key, "%s of %s is to be %s, but is %.80s".formatted(key, file, expected, found));
    }
}
