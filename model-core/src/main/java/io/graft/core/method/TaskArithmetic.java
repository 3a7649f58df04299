package io.graft.core.method;

import java.util.Arrays;
import java.util.List;

/** {@code base + lambda · Σ weight · (model - base)}, divided by {@code Σ weight} where it is normalised. */
final class TaskArithmetic implements MergeMethod {
    private static final Parameter NORMALIZE = Weights.normalize(false);

    @Override
    public Description description() {
        return new Description(
                "task_arithmetic",
                "The base plus the weighted sum of the models' differences from it.",
                "Ilharco et al. 2023, Editing models with task arithmetic, https://arxiv.org/abs/2212.04089",
                Models.changesOfBase(),
                true,
                List.of(Weights.WEIGHT, NORMALIZE, Weights.LAMBDA));
    }

    @Override
    public Formula formula(Ingredients ingredients) {
        double[] weights = ingredients.values(Weights.WEIGHT);
        boolean divided = ingredients.isOn(NORMALIZE) && Arrays.stream(weights).anyMatch(weight -> weight != 0);
        return WeightedSum.ofDifferences(
                ingredients.requiredBase(),
                ingredients.models(),
                weights,
                divided ? Weights.divisor(weights, ingredients.tensor()) : 1,
                ingredients.value(Weights.LAMBDA));
    }
}
