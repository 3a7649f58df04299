package io.graft.core.recipe;

import io.graft.core.method.MergeMethod;
import io.graft.core.method.Models;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads what a recipe, or one of its modules, is made of: whole models, or slices of their layers. */
final class SliceParser {
    private final MergeMethod method;
    private final @Nullable ModelReference recipeBase;
    private final ParameterParser parameters;

    SliceParser(MergeMethod method, @Nullable ModelReference recipeBase, ParameterParser parameters) {
        this.method = method;
        this.recipeBase = recipeBase;
        this.parameters = parameters;
    }

    /** @param keys of the recipe or the module, with either models or slices among them */
    List<Slice> read(RecipeNode node, Map<String, RecipeNode> keys) {
        RecipeNode models = keys.get("models");
        RecipeNode slices = keys.get("slices");
        if ((models == null || models.isNull()) == (slices == null || slices.isNull())) {
            throw node.refusal(
                    RecipeError.RECIPE_MISSING_KEY,
                    "must have either \"models\" or \"slices\"",
                    "List whole models under models, or ranges of their layers under slices.");
        }
        if (slices == null || slices.isNull()) {
            return List.of(wholeModels(Objects.requireNonNull(models)));
        }
        return slices.filledList().stream().map(this::slice).toList();
    }

    private Slice wholeModels(RecipeNode models) {
        List<Contribution> sources = models.filledList().stream()
                .map(node -> {
                    Map<String, RecipeNode> keys = node.map(List.of("model", "parameters"));
                    return new Contribution(model(node, keys), null, parameters.perModel(keys.get("parameters")));
                })
                .toList();
        return checked(models, new Slice(sources, null, Map.of()));
    }

    private Slice slice(RecipeNode node) {
        Map<String, RecipeNode> keys = node.map(List.of("sources", "base_model", "parameters", "residual_weight"));
        refuseResidual(keys.get("residual_weight"));
        RecipeNode sources = node.required(keys, "sources");
        List<Contribution> contributions =
                sources.filledList().stream().map(this::contribution).toList();
        requireEqualLengths(sources, contributions);
        return checked(
                sources,
                new Slice(contributions, reference(keys.get("base_model")), parameters.all(keys.get("parameters"))));
    }

    private static void refuseResidual(@Nullable RecipeNode node) {
        if (node != null && !node.isNull()) {
            throw node.refusal(
                    RecipeError.RECIPE_UNSUPPORTED, "means nothing: mergekit reads it and never uses it", "Remove it.");
        }
    }

    private Contribution contribution(RecipeNode node) {
        Map<String, RecipeNode> keys = node.map(List.of("model", "layer_range", "parameters"));
        return new Contribution(
                model(node, keys),
                layers(node.required(keys, "layer_range")),
                parameters.perModel(keys.get("parameters")));
    }

    private static LayerRange layers(RecipeNode node) {
        List<RecipeNode> ends = node.list();
        if (ends.size() != 2) {
            throw node.wrongType("two layer numbers, the first layer and the one after the last");
        }
        int first = ends.get(0).wholeNumber();
        int end = ends.get(1).wholeNumber();
        if (first < 0 || end <= first) {
            throw node.refusal(
                    RecipeError.RECIPE_WRONG_VALUE,
                    "is [%d, %d], which holds no layer".formatted(first, end),
                    "Give the first layer, from 0, and the one after the last.");
        }
        return new LayerRange(first, end);
    }

    private static void requireEqualLengths(RecipeNode node, List<Contribution> contributions) {
        Set<Integer> lengths = new HashSet<>();
        contributions.forEach(
                one -> lengths.add(Objects.requireNonNull(one.layers()).length()));
        if (lengths.size() > 1) {
            throw node.refusal(
                    RecipeError.RECIPE_WRONG_VALUE,
                    "have layer ranges of different lengths",
                    "Give all sources of a slice equally many layers.");
        }
    }

    private Slice checked(RecipeNode node, Slice slice) {
        requireCount(node, slice);
        Set<String> seen = new HashSet<>();
        for (Contribution source : slice.sources()) {
            if (!seen.add(source.model() + " " + source.layers())) {
                throw node.refusal(
                        RecipeError.RECIPE_WRONG_VALUE,
                        "lists %s twice".formatted(source.model()),
                        "List it once, with the sum of the weights.");
            }
        }
        return slice;
    }

    /** The base does not count, listed or not, where the method sees it as one. */
    private void requireCount(RecipeNode node, Slice slice) {
        Models models = method.description().models();
        int count = slice.changes(method, recipeBase).size();
        if (count < models.least() || count > models.most()) {
            throw node.refusal(
                    RecipeError.RECIPE_WRONG_VALUE,
                    "lists %d models, but %s takes %s".formatted(count, method.name(), models),
                    "Add or remove models, or use another method.");
        }
    }

    private static ModelReference model(RecipeNode node, Map<String, RecipeNode> keys) {
        return ReferenceParser.parse(node.required(keys, "model"));
    }

    static @Nullable ModelReference reference(@Nullable RecipeNode node) {
        return node == null || node.isNull() ? null : ReferenceParser.parse(node);
    }
}
