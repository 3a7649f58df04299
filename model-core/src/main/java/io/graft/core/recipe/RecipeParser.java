package io.graft.core.recipe;

import io.graft.core.GraftException;
import io.graft.core.method.MergeMethod;
import io.graft.core.method.MergeMethods;
import io.graft.core.method.Models;
import io.graft.core.method.Parameter;
import io.graft.core.tensor.DType;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads a recipe top down; each method reads one kind of node. */
final class RecipeParser {
    private static final List<String> NOT_YET = List.of("modules", "tokenizer", "tokenizer_source", "chat_template");
    private static final List<String> KEYS = List.of(
            "merge_method",
            "base_model",
            "models",
            "slices",
            "parameters",
            "dtype",
            "out_dtype",
            "modules",
            "tokenizer",
            "tokenizer_source",
            "chat_template");

    private final MergeMethod method;
    private final @Nullable ModelReference recipeBase;
    private final ParameterParser parameters;

    private RecipeParser(MergeMethod method, @Nullable ModelReference recipeBase) {
        this.method = method;
        this.recipeBase = recipeBase;
        this.parameters = new ParameterParser(method);
    }

    static Recipe parse(RecipeNode root) {
        Map<String, RecipeNode> keys = root.map(KEYS);
        NOT_YET.forEach(key -> refusePresent(keys.get(key)));
        return new RecipeParser(method(root, keys.get("merge_method")), base(keys.get("base_model")))
                .recipe(root, keys);
    }

    private static MergeMethod method(RecipeNode root, @Nullable RecipeNode node) {
        if (node == null) {
            throw root.missing("merge_method");
        }
        return MergeMethods.named(node.text()).orElseThrow(() -> unknownMethod(node));
    }

    private static void refusePresent(@Nullable RecipeNode node) {
        if (node != null && !node.isNull()) {
            throw node.refusal(
                    RecipeError.RECIPE_UNSUPPORTED,
                    "is part of mergekit's recipes that Graft does not have",
                    "Remove it: the tokenizer and its files are taken from the base model, or else from the first model.");
        }
    }

    private Recipe recipe(RecipeNode root, Map<String, RecipeNode> keys) {
        Map<Parameter, Setting> global = parameters.global(keys.get("parameters"));
        ModelReference base = recipeBase;
        List<Slice> slices = slices(root, keys.get("models"), keys.get("slices"));
        requireBase(root, base, slices);
        return new Recipe(
                method,
                base,
                slices,
                parameters.complete(global, slices, root),
                dtype(keys.get("dtype")),
                dtype(keys.get("out_dtype")));
    }

    private void requireBase(RecipeNode root, @Nullable ModelReference base, List<Slice> slices) {
        if (method.base() == Models.Base.REQUIRED
                && base == null
                && slices.stream().anyMatch(slice -> slice.base() == null)) {
            throw root.refusal(
                    RecipeError.RECIPE_MISSING_KEY,
                    "has no \"base_model\", which %s needs".formatted(method.name()),
                    "Add base_model, the model that the others were trained from.");
        }
    }

    private static @Nullable DType dtype(@Nullable RecipeNode node) {
        if (node == null || node.isNull()) {
            return null;
        }
        return Arrays.stream(DType.values())
                .filter(dtype -> isOutput(dtype) && dtype.torchName().equals(node.text()))
                .findFirst()
                .orElseThrow(() -> node.refusal(
                        RecipeError.RECIPE_WRONG_VALUE,
                        "is \"%s\", which is not a floating-point type".formatted(node.text()),
                        "Use float32, bfloat16, float16 or float64."));
    }

    private static boolean isOutput(DType dtype) {
        return dtype.isFloat() && dtype.bytes() > 1;
    }

    private List<Slice> slices(RecipeNode root, @Nullable RecipeNode models, @Nullable RecipeNode slices) {
        if ((models == null || models.isNull()) == (slices == null || slices.isNull())) {
            throw root.refusal(
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
        RecipeNode sources = keys.get("sources");
        if (sources == null) {
            throw node.missing("sources");
        }
        List<Contribution> contributions =
                sources.filledList().stream().map(this::contribution).toList();
        requireEqualLengths(sources, contributions);
        return checked(
                sources,
                new Slice(contributions, base(keys.get("base_model")), parameters.ofSlice(keys.get("parameters"))));
    }

    private static void refuseResidual(@Nullable RecipeNode node) {
        if (node != null && !node.isNull()) {
            throw node.refusal(
                    RecipeError.RECIPE_UNSUPPORTED, "means nothing: mergekit reads it and never uses it", "Remove it.");
        }
    }

    private Contribution contribution(RecipeNode node) {
        Map<String, RecipeNode> keys = node.map(List.of("model", "layer_range", "parameters"));
        RecipeNode range = keys.get("layer_range");
        if (range == null) {
            throw node.missing("layer_range");
        }
        return new Contribution(model(node, keys), layers(range), parameters.perModel(keys.get("parameters")));
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
        ModelReference base = slice.base() == null ? recipeBase : slice.base();
        long count = slice.sources().stream()
                .filter(source ->
                        models.base() == Models.Base.NONE || !source.model().equals(base))
                .count();
        if (count < models.least() || count > models.most()) {
            throw node.refusal(
                    RecipeError.RECIPE_WRONG_VALUE,
                    "lists %d models, but %s takes %s".formatted(count, method.name(), models),
                    "Add or remove models, or use another method.");
        }
    }

    private static @Nullable ModelReference base(@Nullable RecipeNode node) {
        ModelReference base = reference(node);
        if (node != null && base != null && base.adapter() != null) {
            throw node.refusal(
                    RecipeError.RECIPE_UNSUPPORTED,
                    "is %s, a model with an adapter".formatted(base),
                    "Merge the adapter into the model first, and name the result here.");
        }
        return base;
    }

    private static ModelReference model(RecipeNode node, Map<String, RecipeNode> keys) {
        ModelReference model = reference(keys.get("model"));
        if (model == null) {
            throw node.missing("model");
        }
        return model;
    }

    private static @Nullable ModelReference reference(@Nullable RecipeNode node) {
        return node == null || node.isNull() ? null : ReferenceParser.parse(node);
    }

    private static GraftException unknownMethod(RecipeNode node) {
        String list = "The methods are %s.".formatted(String.join(", ", MergeMethods.names()));
        return node.refusal(
                RecipeError.RECIPE_WRONG_VALUE,
                "is \"%s\", which is not a merge method".formatted(node.text()),
                Suggestion.nearest(node.text(), MergeMethods.names())
                        .map(nearest -> "Did you mean %s? ".formatted(nearest) + list)
                        .orElse(list));
    }
}
