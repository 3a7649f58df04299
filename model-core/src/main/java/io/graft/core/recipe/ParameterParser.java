package io.graft.core.recipe;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
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
        return read(node, method::takes);
    }

    Map<Parameter, Setting> ofSlice(@Nullable RecipeNode node) {
        return read(node, method::takes);
    }

    Map<Parameter, Setting> perModel(@Nullable RecipeNode node) {
        return read(node, parameter -> method.takes(parameter) && parameter.perModel());
    }

    /** Adds the defaults, and makes sure that each model will have what the method requires of it. */
    Map<Parameter, Setting> complete(Map<Parameter, Setting> global, List<Slice> slices, RecipeNode root) {
        Map<Parameter, Setting> complete = new EnumMap<>(Parameter.class);
        method.defaults().forEach((parameter, value) -> complete.put(parameter, new Setting.Constant(value)));
        complete.putAll(global);
        for (Parameter required : method.required()) {
            if (!complete.containsKey(required)) {
                completeRequired(required, complete, slices, root);
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
        if (slices.stream().allMatch(slice -> slice.sources().size() == 1)) {
            complete.put(required, new Setting.Constant(1));
        } else if (!without.isEmpty()) {
            throw root.refusal(
                    RecipeError.RECIPE_MISSING_KEY,
                    "gives %s no %s".formatted(without.getFirst().model(), required),
                    "Add parameters with a %s to each model.".formatted(required));
        }
    }

    private Map<Parameter, Setting> read(@Nullable RecipeNode node, Predicate<Parameter> taken) {
        Map<Parameter, Setting> settings = new EnumMap<>(Parameter.class);
        if (node == null || node.isNull()) {
            return settings;
        }
        Map<String, RecipeNode> keys = node.map(names(taken));
        for (Parameter parameter : Parameter.values()) {
            RecipeNode value = keys.get(parameter.toString());
            if (value != null) {
                settings.put(parameter, setting(parameter, value));
            }
        }
        return settings;
    }

    private static List<String> names(Predicate<Parameter> taken) {
        return Stream.concat(
                        Arrays.stream(Parameter.values()).filter(taken).map(Parameter::toString),
                        Stream.of(WITHOUT_EFFECT))
                .toList();
    }

    private static Setting setting(Parameter parameter, RecipeNode node) {
        if (!node.isList()) {
            return new Setting.Constant(constant(parameter, node));
        }
        List<RecipeNode> items = node.filledList();
        return items.getFirst().isMap()
                ? new Setting.Cases(
                        items.stream().map(item -> oneCase(parameter, item)).toList())
                : overLayers(parameter, items);
    }

    private static Setting overLayers(Parameter parameter, List<RecipeNode> items) {
        return parameter.flag()
                ? new Setting.Steps(items.stream().map(RecipeNode::flag).toList())
                : new Setting.Gradient(items.stream().map(RecipeNode::number).toList());
    }

    private static double constant(Parameter parameter, RecipeNode node) {
        if (parameter.flag()) {
            return node.flag() ? 1 : 0;
        }
        return node.number();
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
