package io.graft.core.recipe;

import io.graft.core.method.Models;
import io.graft.core.method.Parameter;
import io.graft.core.method.Range;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import tools.jackson.databind.json.JsonMapper;

/** Writes a recipe in its one canonical form. */
final class CanonicalRecipe {
    private static final double EXACT_INTEGERS = 1L << 53;
    private static final JsonMapper JSON = JsonMapper.shared();

    private final Recipe recipe;

    private CanonicalRecipe(Recipe recipe) {
        this.recipe = recipe;
    }

    static String json(Recipe recipe) {
        return JSON.writeValueAsString(new CanonicalRecipe(recipe).tree());
    }

    private Map<String, Object> tree() {
        Map<String, Object> tree = new TreeMap<>();
        tree.put("merge_method", recipe.method().name());
        if (statesBase()) {
            tree.put("base_model", reference(recipe.donor()));
        }
        tree.put("parameters", parameters(recipe.parameters()));
        recipe.outputType().ifPresent(dtype -> tree.put("dtype", dtype.torchName()));
        if (recipe.slices().getFirst().whole()) {
            tree.put("models", sources(recipe.slices().getFirst()));
        } else {
            tree.put("slices", recipe.slices().stream().map(this::slice).toList());
        }
        return tree;
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
        Comparator<Contribution> order = Comparator.comparing((Contribution source) -> !isUnstatedDonor(source))
                .thenComparing(Contribution::model)
                .thenComparing(Function.identity(), Comparator.comparingInt(CanonicalRecipe::firstLayer))
                .thenComparing(source -> JSON.writeValueAsString(source(source)));
        return slice.sources().stream()
                .sorted(order)
                .map(CanonicalRecipe::source)
                .toList();
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

    private static Object reference(ModelReference reference) {
        if (reference.fitsText()) {
            return reference.toString();
        }
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
            case Setting.Constant constant -> value(parameter, constant.value());
            case Setting.Gradient gradient ->
                gradient.points().stream().map(CanonicalRecipe::number).toList();
            case Setting.Steps steps ->
                steps.values().stream().map(step -> value(parameter, step)).toList();
            case Setting.Cases cases ->
                cases.cases().stream().map(one -> oneCase(parameter, one)).toList();
        };
    }

    private static Map<String, Object> oneCase(Parameter parameter, Setting.Case one) {
        return new TreeMap<>(Map.of("filter", one.filter(), "value", setting(parameter, one.value())));
    }

    private static Object value(Parameter parameter, double value) {
        return switch (parameter.kind()) {
            case Parameter.Flag() -> value != 0;
            case Parameter.Choice(List<String> words) -> words.get((int) value);
            case Parameter.Real(Range _), Parameter.Whole(Range _) -> number(value);
        };
    }

    private static Number number(double value) {
        if (value == Math.rint(value) && Math.abs(value) < EXACT_INTEGERS) {
            return (long) value;
        }
        return value;
    }
}
