package io.graft.core.merge;

import io.graft.core.adapter.Changes;
import io.graft.core.checkpoint.Checkpoint;
import io.graft.core.checkpoint.ModelConfig;
import io.graft.core.recipe.Contribution;
import io.graft.core.recipe.Recipe;
import io.graft.core.recipe.Slice;
import io.graft.core.tensor.DType;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The config.json of the result: that of the base, with the type and the number of layers that the result has. */
final class MergedConfig {
    private static final List<String> TYPE_KEYS = List.of("dtype", "torch_dtype");
    private static final List<String> COUNT_KEYS = List.of("num_hidden_layers", "n_layer", "num_layers", "n_layers");
    private static final String TIED = "tie_word_embeddings";
    private static final String VOCABULARY = "vocab_size";
    /** Lists with an entry for each layer. */
    private static final List<String> LAYER_LISTS = List.of("layer_types", "no_rope_layers");

    private final Recipe recipe;
    private final MergeInputs inputs;
    private final ObjectNode json;

    private MergedConfig(Recipe recipe, MergeInputs inputs) {
        this.recipe = recipe;
        this.inputs = inputs;
        this.json = inputs.checkpoint(recipe.donor()).config().json();
    }

    static byte[] of(Recipe recipe, MergeInputs inputs) {
        MergedConfig config = new MergedConfig(recipe, inputs);
        recipe.outputType().ifPresent(config::setType);
        if (!recipe.slices().getFirst().whole()) {
            config.setLayers();
        }
        recipe.references()
                .forEach(reference -> config.adapt(inputs.model(reference).changes()));
        return PrettyJson.bytes(config.json);
    }

    /** Says what an adapter has made of the embeddings. */
    private void adapt(Changes changes) {
        if (changes.untiesEmbeddings()) {
            json.put(TIED, false);
            places().filter(place -> place.has(TIED)).forEach(place -> place.put(TIED, false));
        }
        changes.vocabulary().ifPresent(count -> places().filter(place -> place.has(VOCABULARY))
                .forEach(place -> place.put(VOCABULARY, count)));
    }

    private void setType(DType dtype) {
        boolean stated = places().map(place -> replaceType(place, dtype)).reduce(false, Boolean::logicalOr);
        if (!stated) {
            json.put("torch_dtype", dtype.torchName());
        }
    }

    private static boolean replaceType(ObjectNode place, DType dtype) {
        List<String> stated = TYPE_KEYS.stream().filter(place::has).toList();
        stated.forEach(key -> place.put(key, dtype.torchName()));
        return !stated.isEmpty();
    }

    private void setLayers() {
        int count = recipe.slices().stream().mapToInt(Slice::length).sum();
        places().forEach(place -> {
            COUNT_KEYS.stream().filter(place::has).forEach(key -> place.put(key, count));
            LAYER_LISTS.stream()
                    .filter(key -> place.path(key).isArray())
                    .forEach(key -> place.set(key, layerList(key)));
        });
    }

    /** Each layer keeps what its first source says of it. */
    private ArrayNode layerList(String key) {
        ArrayNode list = json.arrayNode();
        for (Slice slice : recipe.slices()) {
            Contribution source = slice.sources().getFirst();
            JsonNode all = config(source).field(key).orElse(list);
            int first = Objects.requireNonNull(source.layers()).first();
            for (int i = 0; i < slice.length(); i++) {
                list.add(all.path(first + i));
            }
        }
        return list;
    }

    private ModelConfig config(Contribution source) {
        Checkpoint checkpoint = inputs.checkpoint(source.model());
        return checkpoint.config();
    }

    /** The config itself, and the part of it that multimodal models keep for the language model. */
    private Stream<ObjectNode> places() {
        return Stream.of(json, json.path("text_config"))
                .filter(ObjectNode.class::isInstance)
                .map(ObjectNode.class::cast);
    }
}
