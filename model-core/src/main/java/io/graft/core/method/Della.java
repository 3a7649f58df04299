package io.graft.core.method;

/** Drops differences at random, small ones more often, and elects signs. */
final class Della implements MergeMethod {
    /** Half the gap between the probabilities of the smallest and of the largest difference. */
    static final Parameter EPSILON = Parameter.real(
                    "epsilon",
                    new Range(0, true, 0.5, false),
                    "how far the probability of keeping a difference goes below and above the density, by magnitude")
            .ofEachModel()
            .or(0.15);

    private static final Sparsity SPARSITY = Sparsity.of(true, true, true);

    @Override
    public Description description() {
        return new Description(
                "della",
                "Random parts of the models' differences from the base, the likelier kept the larger they are, scaled up, and of these the mean of those that agree on the sign.",
                "Deep et al. 2024, DELLA-Merging, https://arxiv.org/abs/2406.11617",
                Models.changesOfBase(),
                true,
                SPARSITY.parameters(EPSILON, Sparsity.RANDOM_SEED));
    }

    @Override
    public Formula formula(Ingredients ingredients) {
        return SPARSITY.formula(ingredients, (model, density) -> ranked(SPARSITY, ingredients, model, density));
    }

    static Sparsifier ranked(Sparsity sparsity, Ingredients ingredients, int model, double density) {
        double epsilon = ingredients.value(EPSILON, model);
        if (density - epsilon <= 0 || density + epsilon >= 1) {
            throw MethodError.MERGE_PROBABILITY_OUT_OF_RANGE.at(
                    ingredients.tensor(),
                    "For %s, density %s and epsilon %s give probabilities from %s to %s, which is not between 0 and 1"
                            .formatted(ingredients.tensor(), density, epsilon, density - epsilon, density + epsilon));
        }
        return new RankedKept(density, epsilon, sparsity.unbiased(ingredients), () -> ingredients.draws(model));
    }
}
