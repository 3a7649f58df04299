package io.graft.core.method;

import io.graft.core.kernel.Operand;
import io.graft.core.tensor.Shape;
import java.util.List;
import java.util.Optional;

/**
 * What a method makes one tensor of the result from. All operands have one shape. Where the method commutes, they come in an
 * order of their parameters and content, not of the recipe.
 */
public interface Ingredients {
    /** The tensor's name in the result. */
    String tensor();

    /** What the models bring, the base not among them where the method has one. */
    List<Operand> models();

    /** What the base brings; empty where the method has none. */
    Optional<Operand> base();

    /** The value that a parameter has for this tensor. */
    double value(Parameter parameter);

    /** The value that a parameter has for this tensor and one of the models. */
    double value(Parameter parameter, int model);

    /** A stream of random numbers that depends on the recipe's seed, the tensor, and what this model brings to it. */
    Draws draws(int model);

    default Shape shape() {
        return models().getFirst().shape();
    }

    default Operand requiredBase() {
        return base().orElseThrow(() -> new IllegalStateException("a method without its base"));
    }

    default boolean isOn(Parameter flag) {
        return value(flag) != 0;
    }

    /** The word that a choice has for this tensor. */
    default String word(Parameter choice) {
        if (!(choice.kind() instanceof Parameter.Choice(List<String> words))) {
            throw new IllegalArgumentException(choice + " is not a choice");
        }
        return words.get((int) value(choice));
    }

    default double[] values(Parameter parameter) {
        double[] values = new double[models().size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = value(parameter, i);
        }
        return values;
    }
}
