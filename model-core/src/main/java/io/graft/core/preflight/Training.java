package io.graft.core.preflight;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** How a model or an adapter was trained, as its owner states it; everything may be missing. */
public record Training(JsonNode stated) {
    private static final List<String> GUARDS = List.of("replay", "ewc", "distillation", "frozenLayers");

    /** Whether anything is stated at all. */
    boolean areStated() {
        return !stated.isEmpty();
    }

    /** Whether all weights were trained. */
    boolean isFull() {
        return stated.path("method").asString("").equalsIgnoreCase("full");
    }

    OptionalDouble learningRate() {
        return number("learningRate");
    }

    OptionalDouble epochs() {
        return number("epochs");
    }

    /** The share of general data, from 0 to 1. */
    OptionalDouble generalShare() {
        return number("generalShare");
    }

    private OptionalDouble number(String key) {
        JsonNode value = stated.path(key);
        return value.isNumber() ? OptionalDouble.of(value.asDouble()) : OptionalDouble.empty();
    }

    /** Whether something kept the training from overwriting what was known before. */
    boolean guardOldSkills() {
        return generalShare().orElse(0) > 0 || GUARDS.stream().map(stated::path).anyMatch(Training::isSet);
    }

    private static boolean isSet(JsonNode value) {
        return value.isNumber()
                ? value.asDouble() > 0
                : value.isBoolean() ? value.booleanValue() : !value.isEmpty() || value.isString();
    }

    /** What the base was quantised to in training, such as {@code nf4}. */
    Optional<String> quantisedBase() {
        JsonNode value = stated.path("quantisedBase");
        if (value.isString()) {
            return Optional.of(value.stringValue());
        }
        return value.asBoolean(false) || stated.path("method").asString("").equalsIgnoreCase("qlora")
                ? Optional.of("in a way that is not stated")
                : Optional.empty();
    }

    /** The names of the data. */
    Set<String> datasets() {
        Stream<String> named = stated.path("datasets").valueStream().map(name -> name.asString(""));
        Stream<String> mixed = stated.path("dataMix").propertyNames().stream();
        return new TreeSet<>(Stream.concat(named, mixed).toList());
    }
}
