package io.graft.core.recipe;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** How the tensors of the models become one; with the names, parameters and defaults that mergekit gives them. */
public enum MergeMethod {
    /** The weighted mean of the models, or their weighted sum where it is not normalised. */
    LINEAR,
    /** The tensors of one model per slice, scaled. */
    PASSTHROUGH,
    /**
     * The base plus the weighted sum of the models' differences from it, after
     * <a href="https://arxiv.org/abs/2212.04089">Editing Models with Task Arithmetic</a>.
     */
    TASK_ARITHMETIC;

    static Optional<MergeMethod> named(String name) {
        return Arrays.stream(values())
                .filter(method -> method.toString().equals(name))
                .findFirst();
    }

    Map<Parameter, Double> defaults() {
        return switch (this) {
            case LINEAR -> Map.of(Parameter.NORMALIZE, 1.0);
            case PASSTHROUGH -> Map.of(Parameter.SCALE, 1.0);
            case TASK_ARITHMETIC -> Map.of(Parameter.NORMALIZE, 0.0, Parameter.LAMBDA, 1.0);
        };
    }

    /** What every model must be given, one way or another. */
    List<Parameter> required() {
        return switch (this) {
            case LINEAR, TASK_ARITHMETIC -> List.of(Parameter.WEIGHT);
            case PASSTHROUGH -> List.of();
        };
    }

    boolean takes(Parameter parameter) {
        return defaults().containsKey(parameter) || required().contains(parameter);
    }

    /** Whether the models are seen as differences from a base. */
    public boolean needsBase() {
        return this == TASK_ARITHMETIC;
    }

    /** Whether the order in which models are listed means nothing. */
    boolean commutes() {
        return this != PASSTHROUGH;
    }

    /** The name in recipes. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
