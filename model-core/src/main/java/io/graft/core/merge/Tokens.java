package io.graft.core.merge;

import io.graft.core.checkpoint.Checkpoint;
import io.graft.core.kernel.Operand;
import io.graft.core.recipe.ModelReference;
import io.graft.core.recipe.Recipe;
import io.graft.core.tokenizer.ChatTemplate;
import io.graft.core.tokenizer.MergedTokenizer;
import io.graft.core.tokenizer.VocabularyTensors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * The tokens of a result: which rows the models bring for them, and the files that say so. Where the recipe says nothing of a
 * tokenizer, rows stay as they are and the files are those of the model that gives the config.
 */
final class Tokens {
    private final Recipe recipe;
    private final MergeInputs inputs;
    private final @Nullable MergedTokenizer<ModelReference> merged;

    private Tokens(Recipe recipe, MergeInputs inputs) {
        this.recipe = recipe;
        this.inputs = inputs;
        this.merged =
                recipe.tokenizer() == null ? null : MergedTokenizer.of(recipe.tokenizer(), models(), recipe.base());
    }

    /** By the canonical form of the recipe: neither ids nor rows depend on the order in which models are listed. */
    static Tokens of(Recipe recipe, MergeInputs inputs) {
        return new Tokens(Recipe.parse(recipe.canonicalJson(), "the recipe"), inputs);
    }

    private SequencedMap<ModelReference, Checkpoint> models() {
        SequencedMap<ModelReference, Checkpoint> models = new LinkedHashMap<>();
        recipe.references().forEach(reference -> models.put(reference, inputs.checkpoint(reference)));
        return models;
    }

    /** What a model brings for one of its tensors. */
    Operand operand(ModelReference model, String tensor) {
        return merged == null || !merged.concerns(tensor)
                ? own(model, tensor)
                : merged.operand(model, tensor, other -> own(other, tensor));
    }

    /** A model that ties its output layer has the embedding in its place. */
    private Operand own(ModelReference reference, String tensor) {
        MergeModel model = inputs.model(reference);
        return model.operand(model.holds(tensor) ? tensor : embedding(model, tensor));
    }

    private static String embedding(MergeModel model, String missing) {
        return VocabularyTensors.in(model.checkpoint())
                .map(tensors -> tensors.names().first())
                .orElse(missing);
    }

    /** Makes a config agree with the tokens. */
    void edit(ObjectNode config) {
        if (merged != null) {
            merged.edit(config);
        }
    }

    /** The small files beside weights and config, by name. */
    SortedMap<String, byte[]> companions() throws IOException {
        SortedMap<String, byte[]> files = merged == null ? asTheyAre() : new TreeMap<>(merged.companions());
        if (recipe.chatTemplate() != null) {
            ChatTemplate.parse(recipe.chatTemplate())
                    .put(
                            files,
                            models().values().stream()
                                    .map(Checkpoint::folder)
                                    .distinct()
                                    .toList());
        }
        return files;
    }

    private SortedMap<String, byte[]> asTheyAre() throws IOException {
        SortedMap<String, byte[]> files = new TreeMap<>();
        for (Path file : inputs.checkpoint(recipe.donor()).otherFiles()) {
            files.put(file.getFileName().toString(), Files.readAllBytes(file));
        }
        return files;
    }
}
