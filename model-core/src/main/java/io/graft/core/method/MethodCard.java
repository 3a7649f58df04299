package io.graft.core.method;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * What people and programs are told of a method, as JSON shows it.
 *
 * @param takes how many models, in words
 * @param base {@code none}, {@code optional} or {@code required}
 * @param leastModels the base not counted
 * @param mostModels null where there is no limit
 * @param commutes whether the order of the models means nothing
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record MethodCard(
        String name,
        String summary,
        String paper,
        String takes,
        String base,
        int leastModels,
        @Nullable Integer mostModels,
        boolean commutes,
        List<ParameterCard> parameters) {
    public static MethodCard of(MergeMethod method) {
        MergeMethod.Description description = method.description();
        Models models = description.models();
        return new MethodCard(
                description.name(),
                description.summary(),
                description.paper(),
                models.toString(),
                models.base().name().toLowerCase(Locale.ROOT),
                models.least(),
                models.most() == Integer.MAX_VALUE ? null : models.most(),
                description.commutes(),
                description.parameters().stream().map(ParameterCard::of).toList());
    }

    /**
     * What there is to know of a parameter.
     *
     * @param type {@code number}, {@code integer}, {@code boolean} or {@code choice}
     * @param values which it may have, in words
     * @param words of a choice; null for other types
     * @param defaultValue as a recipe would write it; null if there is none
     * @param required whether a recipe must give it
     * @param perModel whether each model may have its own
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record ParameterCard(
            String name,
            String type,
            String values,
            @Nullable List<String> words,
            @Nullable Object defaultValue,
            boolean required,
            boolean perModel,
            String meaning) {
        static ParameterCard of(Parameter parameter) {
            OptionalDouble fallback = parameter.fallbackValue();
            return new ParameterCard(
                    parameter.name(),
                    type(parameter.kind()),
                    parameter.values(),
                    parameter.kind() instanceof Parameter.Choice(List<String> words) ? words : null,
                    fallback.isPresent() ? parameter.written(fallback.getAsDouble()) : null,
                    parameter.required(),
                    parameter.perModel(),
                    parameter.meaning());
        }

        private static String type(Parameter.Kind kind) {
            return switch (kind) {
                case Parameter.Real _ -> "number";
                case Parameter.Whole _ -> "integer";
                case Parameter.Flag _ -> "boolean";
                case Parameter.Choice _ -> "choice";
            };
        }
    }
}
