package io.graft.core.recipe;

import io.graft.core.GraftException;
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

    private static final String WEIGHT = "weight";

    private final MergeMethod method;
    private final @Nullable ModelReference base;

    /** @param base the recipe's */
    ParameterParser(MergeMethod method, @Nullable ModelReference base) {
        this.method = method;
        this.base = base;
    }

    /** What a recipe, a module or a slice may set. */
    Map<Parameter, Setting> all(@Nullable RecipeNode node) {
        return read(node, parameter -> true);
    }

    /** What may be set for a single model. */
    Map<Parameter, Setting> perModel(@Nullable RecipeNode node) {
        return read(node, Parameter::perModel);
    }

    /** Adds the defaults, and makes sure that each model will have what the method requires of it. */
    Map<Parameter, Setting> complete(Map<Parameter, Setting> global, List<RecipeModule> modules, RecipeNode root) {
        Map<Parameter, Setting> complete = new TreeMap<>();
        for (Parameter parameter : method.description().parameters()) {
            parameter.fallbackValue().ifPresent(value -> complete.put(parameter, new Setting.Constant(value)));
        }
        complete.putAll(global);
        for (Parameter parameter : method.description().parameters()) {
            if (parameter.required() && !complete.containsKey(parameter)) {
                completeRequired(parameter, complete, modules, root);
            }
        }
        return complete;
    }

    /** The weight of a model that is the only one of its slice goes without saying. */
    private void completeRequired(
            Parameter required, Map<Parameter, Setting> complete, List<RecipeModule> modules, RecipeNode root) {
        List<List<Contribution>> without = modules.stream()
                .filter(module -> !module.parameters().containsKey(required))
                .flatMap(module -> module.slices().stream())
                .filter(slice -> !slice.parameters().containsKey(required))
                .map(slice -> slice.changes(method, base))
                .filter(changes -> changes.stream().anyMatch(source -> lacks(source, required)))
                .toList();
        without.stream()
                .filter(changes -> changes.size() > 1 || !required.name().equals(WEIGHT))
                .flatMap(List::stream)
                .filter(source -> lacks(source, required))
                .findFirst()
                .ifPresent(source -> refuseMissing(required, source, root));
        if (!without.isEmpty()) {
            complete.put(required, new Setting.Constant(1));
        }
    }

    private static boolean lacks(Contribution source, Parameter required) {
        return !source.parameters().containsKey(required);
    }

    private void refuseMissing(Parameter required, Contribution source, RecipeNode root) {
        throw root.refusal(
                RecipeError.RECIPE_MISSING_KEY,
                required.perModel()
                        ? "gives %s no %s".formatted(source.model(), required)
                        : "gives no %s".formatted(required),
                required.perModel()
                        ? "Add parameters with a %s to each model.".formatted(required)
                        : "Add it under parameters: %s is %s.".formatted(required, required.meaning()));
    }

    private Map<Parameter, Setting> read(@Nullable RecipeNode node, Predicate<Parameter> taken) {
        Map<Parameter, Setting> settings = new TreeMap<>();
        if (node == null || node.isNull()) {
            return settings;
        }
        Map<String, RecipeNode> keys = node.map(names(taken), this::unknown);
        for (Parameter parameter : method.description().parameters()) {
            RecipeNode value = keys.get(parameter.toString());
            if (value != null && !value.isNull()) {
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

    private GraftException unknown(RecipeNode place, String name) {
        if (method.parameter(name).isPresent()) {
            return place.refusal(
                    RecipeError.RECIPE_UNKNOWN_KEY,
                    "is not a parameter of single models",
                    "Move it to the parameters of the recipe, of a module or of a slice.");
        }
        List<String> known =
                method.description().parameters().stream().map(Parameter::name).toList();
        String list = known.isEmpty()
                ? "%s takes no parameters.".formatted(method.name())
                : "%s takes %s.".formatted(method.name(), String.join(", ", known));
        return place.refusal(
                RecipeError.RECIPE_UNKNOWN_KEY,
                "is not a parameter of %s".formatted(method.name()),
                Suggestion.nearest(name, known)
                        .map(nearest -> "Did you mean %s? ".formatted(nearest) + list)
                        .orElse(list));
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
