package io.graft.core.method;

import java.util.List;
import java.util.Optional;

/**
 * How the tensors of several models become one. Methods, parameters and defaults have the names and values that mergekit gives
 * them.
 */
public interface MergeMethod {
    /** What people and recipes are told of a method. */
    record Description(
            String name, String summary, String paper, Models models, boolean commutes, List<Parameter> parameters) {
        public Description {
            parameters = List.copyOf(parameters);
        }
    }

    /**
     * Its name in recipes, one sentence on what it does, the paper or source of its formula, what it takes, and whether the order
     * in which models are listed means nothing.
     */
    Description description();

    /** What it makes of one tensor. */
    Formula formula(Ingredients ingredients);

    /** The name in recipes. */
    default String name() {
        return description().name();
    }

    default boolean commutes() {
        return description().commutes();
    }

    default Models.Base base() {
        return description().models().base();
    }

    /** The parameter of this name, if the method takes it. */
    default Optional<Parameter> parameter(String name) {
        return description().parameters().stream()
                .filter(parameter -> parameter.name().equals(name))
                .findFirst();
    }
}
