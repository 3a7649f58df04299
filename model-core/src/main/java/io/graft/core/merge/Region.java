package io.graft.core.merge;

import io.graft.core.recipe.Recipe;
import io.graft.core.recipe.RecipeModule;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The tensors of one model that a module of a recipe is about, which number their layers in their own way.
 *
 * @param tokens of the result
 * @param names of the tensors in the model
 */
record Region(MergeModel model, Tokens tokens, LayerStack layers, List<String> names) {
    static Region of(MergeModel model, Tokens tokens, Recipe recipe, RecipeModule module) {
        List<String> names = model.names().stream()
                .filter(name -> recipe.module(name).equals(Optional.of(module)))
                .toList();
        return new Region(model, tokens, layers(model, module, names), names);
    }

    /** What the config says of layers may be about another module than this. */
    private static LayerStack layers(MergeModel model, RecipeModule module, List<String> names) {
        OptionalInt stated = model.checkpoint().config().layers();
        LayerStack layers = LayerStack.of(names, stated);
        return module.isDefault() || layers.count() > 0 ? layers : LayerStack.of(names, OptionalInt.empty());
    }
}
