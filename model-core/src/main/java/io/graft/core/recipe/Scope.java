package io.graft.core.recipe;

import io.graft.core.GraftException;
import io.graft.core.method.Parameter;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * A place in a recipe, from which the values of parameters are looked up: in the model's own settings first, then in the slice's,
 * the module's and the recipe's; a setting that does not speak of the tensor gives way to the next, and the last is the default.
 */
public record Scope(Recipe recipe, RecipeModule module, Slice slice) {
    /**
     * The value for one model and one tensor of the result.
     *
     * @param position as in {@link Setting#at}
     * @throws GraftException with {@link RecipeError#RECIPE_NO_VALUE} if nothing gives the tensor one
     */
    public double value(Parameter parameter, Contribution source, String tensor, double position) {
        return find(parameter, source, tensor, position)
                .orElseThrow(() -> noValue(parameter, tensor, " of " + source.model()));
    }

    /** The value of a parameter that is not a matter of single models. */
    public double value(Parameter parameter, String tensor, double position) {
        return find(parameter, tensor, position).orElseThrow(() -> noValue(parameter, tensor, ""));
    }

    /** The value for one model, if there is any. */
    public OptionalDouble find(Parameter parameter, Contribution source, String tensor, double position) {
        return lookUp(
                parameter,
                List.of(source.parameters(), slice.parameters(), module.parameters(), recipe.parameters()),
                tensor,
                position);
    }

    /** The value that is not a matter of single models, if there is any. */
    public OptionalDouble find(Parameter parameter, String tensor, double position) {
        return lookUp(
                parameter, List.of(slice.parameters(), module.parameters(), recipe.parameters()), tensor, position);
    }

    private static OptionalDouble lookUp(
            Parameter parameter, List<Map<Parameter, Setting>> levels, String tensor, double position) {
        for (Map<Parameter, Setting> level : levels) {
            Setting setting = level.get(parameter);
            OptionalDouble value = setting == null ? OptionalDouble.empty() : setting.at(tensor, position);
            if (value.isPresent()) {
                return value;
            }
        }
        return parameter.fallbackValue();
    }

    private static GraftException noValue(Parameter parameter, String tensor, String of) {
        return new GraftException(
                RecipeError.RECIPE_NO_VALUE,
                tensor,
                "No case of %s%s covers the tensor %s".formatted(parameter, of, tensor),
                "Add a last case without a filter.");
    }
}
