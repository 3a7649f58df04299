package io.graft.core.merge;

import io.graft.core.recipe.ModelReference;
import io.graft.core.recipe.Recipe;
import io.graft.core.recipe.RecipeModule;
import java.util.Comparator;
import java.util.List;

/** Says which tensors the result has, and from which tensors of which models each is made. No tensor is left out in silence. */
final class TensorPlanner {
    private static final int SHOWN = 3;

    private TensorPlanner() {}

    /** The tensors of the result, in the order in which files hold them. */
    static List<Target> plan(Recipe recipe, MergeInputs inputs, Tokens tokens) {
        recipe.references().forEach(reference -> requireCovered(reference, recipe, inputs));
        return recipe.modules().stream()
                .flatMap(module -> plan(recipe, module, inputs, tokens).stream())
                .sorted(Comparator.comparing(Target::name, TensorOrder.NATURAL))
                .toList();
    }

    private static List<Target> plan(Recipe recipe, RecipeModule module, MergeInputs inputs, Tokens tokens) {
        List<Target> targets = ModulePlanner.plan(recipe, module, inputs, tokens);
        if (targets.isEmpty() && !module.isDefault()) {
            throw MergeError.MERGE_MODULE_EMPTY.at(
                    module.name(),
                    "No tensor of %s has a name with the part \"%s\"".formatted(recipe.donor(), module.name()));
        }
        return targets;
    }

    private static void requireCovered(ModelReference reference, Recipe recipe, MergeInputs inputs) {
        List<String> uncovered = inputs.checkpoint(reference).tensors().keySet().stream()
                .filter(name -> recipe.module(name).isEmpty())
                .toList();
        if (!uncovered.isEmpty()) {
            List<String> shown = uncovered.subList(0, Math.min(SHOWN, uncovered.size()));
            throw MergeError.MERGE_TENSOR_UNCOVERED.at(
                    reference.toString(),
                    "%d tensors of %s belong to no module of the recipe, such as %s"
                            .formatted(uncovered.size(), reference, String.join(", ", shown)));
        }
    }
}
