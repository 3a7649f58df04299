package io.graft.core.method;

/** Drops differences at random, small ones more often. */
final class DellaLinear implements MergeMethod {
    private static final Sparsity SPARSITY = Sparsity.of(false, false, true);

    @Override
    public Description description() {
        return new Description(
                "della_linear",
                "The sum of random parts of the models' differences from the base, the likelier kept the larger they are, scaled up for what was left out.",
                "Deep et al. 2024, DELLA-Merging, https://arxiv.org/abs/2406.11617",
                Models.changesOfBase(),
                true,
                SPARSITY.parameters(Della.EPSILON, Sparsity.RANDOM_SEED));
    }

    @Override
    public Formula formula(Ingredients ingredients) {
        return SPARSITY.formula(ingredients, (model, density) -> Della.ranked(SPARSITY, ingredients, model, density));
    }
}
