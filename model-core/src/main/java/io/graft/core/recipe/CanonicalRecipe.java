package io.graft.core.recipe;

import io.graft.core.method.Models;
import io.graft.core.method.Parameter;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;
import tools.jackson.databind.json.JsonMapper;

/** Writes a recipe in its one canonical form. */
final class CanonicalRecipe {
    private static final JsonMapper JSON = JsonMapper.shared();

    private final Recipe recipe;

    private CanonicalRecipe(Recipe recipe) {
        this.recipe = recipe;
    }

    static String json(Recipe recipe) {
        return JSON.writeValueAsString(tree(recipe));
    }

    static Map<String, Object> tree(Recipe recipe) {
        return new CanonicalRecipe(recipe).tree();
    }

    private Map<String, Object> tree() {
        Map<String, Object> tree = new TreeMap<>();
        tree.put("merge_method", recipe.method().name());
        tree.put("parameters", parameters(recipe.parameters()));
        if (statesBase()) {
            tree.put("base_model", reference(recipe.donor()));
        }
        if (recipe.outputType().isPresent()) {
            tree.put("dtype", recipe.outputType().get().torchName());
        }
        if (recipe.quantize() != null) {
            tree.put("quantize", recipe.quantize().name().toLowerCase(Locale.ROOT));
        }
        if (recipe.tokenizer() != null) {
            tree.put("tokenizer", CanonicalTokenizer.tree(recipe.tokenizer()));
        }
        if (recipe.chatTemplate() != null) {
            tree.put("chat_template", recipe.chatTemplate());
        }
        tree.putAll(content());
        return tree;
    }

    private Map<String, Object> content() {
        RecipeModule first = recipe.modules().getFirst();
        if (first.isDefault()
                && first.parameters().isEmpty()
                && recipe.modules().size() == 1) {
            return content(first);
        }
        Map<String, Object> modules = statesBase() ? new TreeMap<>() : new LinkedHashMap<>();
        recipe.modules().forEach(module -> modules.put(module.name(), module(module)));
        return Map.of("modules", modules);
    }

    private Map<String, Object> module(RecipeModule module) {
        Map<String, Object> tree = new TreeMap<>(content(module));
        if (!module.parameters().isEmpty()) {
            tree.put("parameters", parameters(module.parameters()));
        }
        return tree;
    }

    private Map<String, Object> content(RecipeModule module) {
        return module.whole()
                ? Map.of("models", sources(module.slices().getFirst()))
                : Map.of("slices", module.slices().stream().map(this::slice).toList());
    }

    private Map<String, Object> slice(Slice slice) {
        Map<String, Object> tree = new TreeMap<>();
        tree.put("sources", sources(slice));
        if (slice.base() != null) {
            tree.put("base_model", reference(slice.base()));
        }
        if (!slice.parameters().isEmpty()) {
            tree.put("parameters", parameters(slice.parameters()));
        }
        return tree;
    }

    private List<Map<String, Object>> sources(Slice slice) {
        return ordered(slice).map(CanonicalRecipe::source).toList();
    }

    /** Where their order means nothing it is that of their names, but for a first model that gives config and tokenizer. */
    private Stream<Contribution> ordered(Slice slice) {
        if (!recipe.method().commutes()) {
            return slice.sources().stream();
        }
        Comparator<Contribution> order = Comparator.comparing((Contribution source) -> !isUnstatedDonor(source))
                .thenComparing(Contribution::model)
                .thenComparing(Function.identity(), Comparator.comparingInt(CanonicalRecipe::firstLayer))
                .thenComparing(source -> JSON.writeValueAsString(source(source)));
        return slice.sources().stream().sorted(order);
    }

    /** A base that only gives config and tokenizer is stated; one that would change the sum is not made up. */
    private boolean statesBase() {
        return recipe.base() != null || recipe.method().base() != Models.Base.OPTIONAL;
    }

    /** Where no base is stated, whoever reads this takes config and tokenizer from the first model. */
    private boolean isUnstatedDonor(Contribution source) {
        return !statesBase() && source.model().bare().equals(recipe.donor());
    }

    private static int firstLayer(Contribution source) {
        return source.layers() == null ? 0 : source.layers().first();
    }

    private static Map<String, Object> source(Contribution source) {
        Map<String, Object> tree = new TreeMap<>();
        tree.put("model", reference(source.model()));
        if (source.layers() != null) {
            tree.put(
                    "layer_range",
                    List.of(source.layers().first(), source.layers().end()));
        }
        if (!source.parameters().isEmpty()) {
            tree.put("parameters", parameters(source.parameters()));
        }
        return tree;
    }

    static Object reference(ModelReference reference) {
        return reference.fitsText() ? reference.toString() : longForm(reference);
    }

    static Object longForm(ModelReference reference) {
        Map<String, Object> tree = new TreeMap<>();
        tree.put("model", Map.of("path", reference.model().toString()));
        reference.adapterSource().ifPresent(adapter -> tree.put("lora", Map.of("path", adapter.toString())));
        return tree;
    }

    private static Map<String, Object> parameters(Map<Parameter, Setting> settings) {
        Map<String, Object> tree = new TreeMap<>();
        settings.forEach((parameter, setting) -> tree.put(parameter.toString(), setting(parameter, setting)));
        return tree;
    }

    private static Object setting(Parameter parameter, Setting setting) {
        return switch (setting) {
            case Setting.Constant constant -> parameter.written(constant.value());
            case Setting.Gradient gradient ->
                gradient.points().stream().map(parameter::written).toList();
            case Setting.Steps steps ->
                steps.values().stream().map(parameter::written).toList();
            case Setting.Cases cases ->
                cases.cases().stream().map(one -> oneCase(parameter, one)).toList();
        };
    }

    private static Map<String, Object> oneCase(Parameter parameter, Setting.Case one) {
        return new TreeMap<>(Map.of("filter", one.filter(), "value", setting(parameter, one.value())));
    }
}
