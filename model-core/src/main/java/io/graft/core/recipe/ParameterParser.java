package io.graft.core.recipe;

import io.graft.core.method.MergeMethod;
import io.graft.core.method.Parameter;
import io.graft.core.method.Range;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads the parameters of a method, each a number, a gradient over the layers, or cases by tensor name. */
final class ParameterParser {
    /** What mergekit knows and what changes nothing here: int8_mask only saves it memory. */
    private static final String WITHOUT_EFFECT = "int8_mask";

    private final MergeMethod method;

    ParameterParser(MergeMethod method) {
        this.method = method;
    }

    Map<Parameter, Setting> global(@Nullable RecipeNode node) {
        return read(node, parameter -> true);
    }

    Map<Parameter, Setting> ofSlice(@Nullable RecipeNode node) {
        return read(node, parameter -> true);
    }

    Map<Parameter, Setting> perModel(@Nullable RecipeNode node) {
        return read(node, Parameter::perModel);
    }

    /** Adds the defaults, and makes sure that each model will have what the method requires of it. */
    Map<Parameter, Setting> complete(Map<Parameter, Setting> global, List<Slice> slices, RecipeNode root) {
        Map<Parameter, Setting> complete = new TreeMap<>();
        for (Parameter parameter : method.description().parameters()) {
            parameter.fallbackValue().ifPresent(value -> complete.put(parameter, new Setting.Constant(value)));
        }
        complete.putAll(global);
        for (Parameter parameter : method.description().parameters()) {
            if (parameter.required() && !complete.containsKey(parameter)) {
                completeRequired(parameter, complete, slices, root);
            }
        }
        return complete;
    }

    /** The weight of the only model there is goes without saying. */
    private static void completeRequired(
            Parameter required, Map<Parameter, Setting> complete, List<Slice> slices, RecipeNode root) {
        List<Contribution> without = slices.stream()
                .filter(slice -> !slice.parameters().containsKey(required))
                .flatMap(slice -> slice.sources().stream())
                .filter(source -> !source.parameters().containsKey(required))
                .toList();
        if (required.perModel()
                && slices.stream().allMatch(slice -> slice.sources().size() == 1)) {
            complete.put(required, new Setting.Constant(1));
        } else if (!without.isEmpty() && !required.perModel()) {
            throw root.refusal(
                    RecipeError.RECIPE_MISSING_KEY,
                    "gives no %s".formatted(required),
                    "Add %s under parameters: %s.".formatted(required, required.meaning()));
        } else if (!without.isEmpty()) {
            throw root.refusal(
                    RecipeError.RECIPE_MISSING_KEY,
                    "gives %s no %s".formatted(without.getFirst().model(), required),
                    "Add parameters with a %s to each model.".formatted(required));
        }
    }

    private Map<Parameter, Setting> read(@Nullable RecipeNode node, Predicate<Parameter> taken) {
        Map<Parameter, Setting> settings = new TreeMap<>();
        if (node == null || node.isNull()) {
            return settings;
        }
        Map<String, RecipeNode> keys = node.map(names(taken));
        for (Parameter parameter : method.description().parameters()) {
            RecipeNode value = keys.get(parameter.toString());
            if (value != null) {
                settings.put(parameter, setting(parameter, value));
            }
        }
        return settings;
    }

    private List<String> names(Predicate<Parameter> taken) {
        return Stream.concat(
                        method.description().parameters().stream().filter(taken).map(Parameter::name),
                        Stream.of(WITHOUT_EFFECT))
                .toList();
    }

    private static Setting setting(Parameter parameter, RecipeNode node) {
        if (!node.isList()) {
            return new Setting.Constant(value(parameter, node));
        }
        List<RecipeNode> items = node.filledList();
        return items.getFirst().isMap()
                ? new Setting.Cases(
                        items.stream().map(item -> oneCase(parameter, item)).toList())
                : overLayers(parameter, items);
    }

    private static Setting overLayers(Parameter parameter, List<RecipeNode> items) {
        List<Double> values = items.stream().map(item -> value(parameter, item)).toList();
        return parameter.kind() instanceof Parameter.Real ? new Setting.Gradient(values) : new Setting.Steps(values);
    }

    private static double value(Parameter parameter, RecipeNode node) {
        double value =
                switch (parameter.kind()) {
                    case Parameter.Flag() -> node.flag() ? 1 : 0;
                    case Parameter.Choice(List<String> words) -> words.indexOf(node.text());
                    case Parameter.Real(Range _), Parameter.Whole(Range _) -> node.number();
                };
        if (!parameter.accepts(value)) {
            throw node.refusal(
                    RecipeError.RECIPE_WRONG_VALUE,
                    "is %s, but %s is %s".formatted(node.text(), parameter, parameter.values()),
                    "Change the value; %s is %s.".formatted(parameter, parameter.meaning()));
        }
        return value;
    }

    private static Setting.Case oneCase(Parameter parameter, RecipeNode node) {
        Map<String, RecipeNode> keys = node.map(List.of("filter", "value"));
        RecipeNode filter = keys.get("filter");
        RecipeNode value = keys.get("value");
        if (value == null) {
            throw node.missing("value");
        }
        if (value.isList() && value.filledList().getFirst().isMap()) {
            throw value.wrongType("a number or a list of numbers");
        }
        return new Setting.Case(
                filter == null || filter.isNull() ? Setting.Case.ANY : filter.text(), setting(parameter, value));
    }
}
