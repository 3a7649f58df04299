package io.graft.core.method;

import java.util.List;

/** The weighted mean of the models: {@code Σ weight · model / Σ weight}. */
final class Linear implements MergeMethod {
    private static final Parameter NORMALIZE = Weights.normalize(true);

    @Override
    public Description description() {
        return new Description(
                "linear",
                "The weighted mean of the models, or their weighted sum where it is not normalised.",
                "Wortsman et al. 2022, Model soups, https://arxiv.org/abs/2203.05482",
                Models.any(),
                true,
                List.of(Weights.WEIGHT, NORMALIZE));
    }

    @Override
    public Formula formula(Ingredients ingredients) {
        double[] weights = ingredients.values(Weights.WEIGHT);
        if (!ingredients.isOn(NORMALIZE)) {
            return WeightedSum.of(ingredients.models(), weights, 1);
        }
        if (weights.length == 1) {
            return WeightedSum.of(ingredients.models(), new double[] {1}, 1);
        }
        return WeightedSum.of(ingredients.models(), weights, Weights.divisor(weights, ingredients.tensor()));
    }
}
