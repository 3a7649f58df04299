package io.graft.core.merge;

import io.graft.core.adapter.Changes;
import io.graft.core.checkpoint.Checkpoint;
import io.graft.core.checkpoint.ModelConfig;
import io.graft.core.recipe.Contribution;
import io.graft.core.recipe.Recipe;
import io.graft.core.recipe.RecipeModule;
import io.graft.core.recipe.Slice;
import io.graft.core.tensor.DType;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The config.json of the result: that of the base, with the type and the number of layers that the result has. */
final class MergedConfig {
    private static final List<String> TYPE_KEYS = List.of("dtype", "torch_dtype");
    private static final String TIED = "tie_word_embeddings";
    private static final String VOCABULARY = "vocab_size";
    private static final List<String> LAYER_COUNTS =
            List.of("num_hidden_layers", "n_layer", "num_layers", "n_layers", "depth");
    /** Models with two stacks of layers beside each other state both. */
    private static final Map<String, List<String>> COUNT_KEYS = Map.of(
            "encoder", List.of("encoder_layers", "num_layers"),
            "decoder", List.of("decoder_layers", "num_decoder_layers"));
    /** Where multimodal models keep what concerns one of their modules. */
    private static final Map<String, String> SECTIONS = Map.of(
            "vision_tower", "vision_config",
            "vision_encoder", "vision_config",
            "vision_model", "vision_config",
            "visual", "vision_config",
            "audio_tower", "audio_config",
            "audio_encoder", "audio_config");
    /** Lists with an entry for each layer. */
    private static final List<String> LAYER_LISTS = List.of("layer_types", "no_rope_layers");

    private final Recipe recipe;
    private final MergeInputs inputs;
    private final Tokens tokens;
    private final ObjectNode json;

    private MergedConfig(MergePlan plan) {
        this.recipe = plan.recipe();
        this.inputs = plan.inputs();
        this.tokens = plan.tokens();
        this.json = inputs.checkpoint(recipe.donor()).config().json();
    }

    static byte[] of(MergePlan plan) {
        MergedConfig config = new MergedConfig(plan);
        Recipe recipe = plan.recipe();
        recipe.outputType().ifPresent(config::setType);
        recipe.modules().stream().filter(module -> !module.whole()).forEach(config::setLayers);
        recipe.references()
                .forEach(
                        reference -> config.adapt(config.inputs.model(reference).changes()));
        if (plan.targets().stream().anyMatch(target -> config.lacksHead(target.name()))) {
            config.untie();
        }
        plan.tokens().edit(config.json);
        return PrettyJson.bytes(config.json);
    }

    /** Whether the model that gives the config ties its output layer, and this is it. */
    private boolean lacksHead(String tensor) {
        return inputs.model(recipe.donor()).embeddings().isMissingHead(tensor);
    }

    /** Says what an adapter has made of the embeddings. */
    private void adapt(Changes changes) {
        if (changes.untiesEmbeddings()) {
            untie();
        }
        changes.vocabulary().ifPresent(count -> places().filter(place -> place.has(VOCABULARY))
                .forEach(place -> place.put(VOCABULARY, count)));
    }

    private void untie() {
        json.put(TIED, false);
        places().filter(place -> place.has(TIED)).forEach(place -> place.put(TIED, false));
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

    private void setLayers(RecipeModule module) {
        List<ObjectNode> places = places(module);
        List<String> keys = COUNT_KEYS.getOrDefault(module.name(), LAYER_COUNTS);
        if (places.stream().noneMatch(place -> keys.stream().anyMatch(place::has))) {
            requireUnchanged(module);
        }
        for (ObjectNode place : places) {
            keys.stream().filter(place::has).forEach(key -> place.put(key, module.length()));
            LAYER_LISTS.stream()
                    .filter(key -> place.path(key).isArray())
                    .forEach(key -> place.set(key, layerList(module, key)));
        }
    }

    /** A model whose config does not say how many layers it has is loaded by the names of its tensors, if at all. */
    private void requireUnchanged(RecipeModule module) {
        int before = Region.of(inputs.model(recipe.donor()), tokens, recipe, module)
                .layers()
                .count();
        if (!module.isDefault() && before != module.length()) {
            throw MergeError.MERGE_LAYERS_UNSTATED.at(
                    module.name(),
                    "The module %s gets %d layers in place of %d, but config.json of %s does not say how many there are"
                            .formatted(module.name(), module.length(), before, recipe.donor()));
        }
    }

    /** Each layer keeps what its first source says of it. */
    private ArrayNode layerList(RecipeModule module, String key) {
        ArrayNode list = json.arrayNode();
        for (Slice slice : module.slices()) {
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

    /** Where the config speaks of the layers of a module. */
    private List<ObjectNode> places(RecipeModule module) {
        String section = SECTIONS.get(module.name());
        return section == null
                ? places().toList()
                : json.path(section) instanceof ObjectNode place ? List.of(place) : List.of();
    }
}
