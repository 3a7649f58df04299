package io.graft.core.method;

import io.graft.core.kernel.Operand;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What the methods have in common that thin task vectors before they add them up.
 *
 * @param elects whether a sign is elected for each element
 * @param normalize whether the sum is divided
 * @param rescale whether what is left of a task vector is scaled up
 */
record Sparsity(boolean elects, Parameter normalize, Parameter rescale) {
    static final Parameter DENSITY = Parameter.real(
                    "density", Range.SHARE, "the share of the model's differences that is kept")
            .ofEachModel()
            .or(1);

    static final Parameter RANDOM_SEED = Parameter.whole(
                    "random_seed",
                    new Range(0, true, 0x1p53, true),
                    "what random numbers are drawn from; the digest of the recipe if it is not given")
            .ifGiven();

    private static final Parameter COMPAT = Parameter.choice(
            "compat", List.of("mergekit", "paper"), "whose formula it is where mergekit differs from the paper");

    static Sparsity of(boolean elects, boolean normalize, boolean rescale) {
        return new Sparsity(
                elects,
                Weights.normalize(normalize),
                Parameter.flag("rescale", rescale, "whether what is kept is scaled up for what is not"));
    }

    /** Thins the task vector of one model. */
    @FunctionalInterface
    interface Choice {
        Sparsifier of(int model, double density);
    }

    /** All parameters of a method: those that all have, and its own. */
    List<Parameter> parameters(Parameter... own) {
        return Stream.concat(
                        Stream.of(Weights.WEIGHT, DENSITY, normalize, rescale, Weights.LAMBDA, COMPAT), Stream.of(own))
                .toList();
    }

    /** Whether each element that is kept makes up for those that are not, by its probability. */
    boolean unbiased(Ingredients ingredients) {
        return ingredients.isOn(rescale) && ingredients.isOn(COMPAT);
    }

    /** Models of weight 0 take no part: they do not vote either. */
    Formula formula(Ingredients ingredients, Choice choice) {
        int[] models = IntStream.range(0, ingredients.models().size())
                .filter(model -> ingredients.value(Weights.WEIGHT, model) != 0)
                .toArray();
        double[] weights = values(ingredients, Weights.WEIGHT, models);
        Combination combination = combination(ingredients, weights);
        double lambda = ingredients.value(Weights.LAMBDA);
        if (combination instanceof Sum sum && isDense(ingredients, models)) {
            List<Operand> operands =
                    IntStream.of(models).mapToObj(ingredients.models()::get).toList();
            return WeightedSum.ofDifferences(ingredients.requiredBase(), operands, weights, sum.divisor(), lambda);
        }
        List<SparseVector> vectors = IntStream.of(models)
                .mapToObj(model -> vector(ingredients, model, choice))
                .toList();
        return new TaskVectors(ingredients.shape(), ingredients.requiredBase(), vectors, combination, lambda);
    }

    private static double[] values(Ingredients ingredients, Parameter parameter, int[] models) {
        return IntStream.of(models)
                .mapToDouble(model -> ingredients.value(parameter, model))
                .toArray();
    }

    private static boolean isDense(Ingredients ingredients, int[] models) {
        return IntStream.of(models).allMatch(model -> ingredients.value(DENSITY, model) >= 1);
    }

    private Combination combination(Ingredients ingredients, double[] weights) {
        boolean normalized = ingredients.isOn(normalize);
        if (elects) {
            return new Consensus(weights, !ingredients.isOn(COMPAT), normalized);
        }
        return new Sum(weights, normalized && weights.length > 0 ? divisor(ingredients, weights) : 1);
    }

    private static double divisor(Ingredients ingredients, double[] weights) {
        double sum = Weights.sum(weights);
        if (sum < Weights.SMALLEST_SUM) {
            throw MethodError.MERGE_WEIGHTS_CANCEL.at(
                    ingredients.tensor(),
                    "The weights for %s add up to %s, by which no sum can be normalised"
                            .formatted(ingredients.tensor(), sum));
        }
        return sum;
    }

    private SparseVector vector(Ingredients ingredients, int model, Choice choice) {
        TaskVector delta = new TaskVector(ingredients.models().get(model), ingredients.requiredBase());
        double density = ingredients.value(DENSITY, model);
        if (density >= 1) {
            return SparseVector.scaled(delta, Sparsifier.NONE, 1);
        }
        Sparsifier sparsifier = choice.of(model, density);
        if (ingredients.isOn(rescale) && !ingredients.isOn(COMPAT)) {
            return SparseVector.ofSameNorm(delta, sparsifier);
        }
        return SparseVector.scaled(delta, sparsifier, ingredients.isOn(rescale) ? sparsifier.factor() : 1);
    }
}
