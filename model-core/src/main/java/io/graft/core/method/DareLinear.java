package io.graft.core.method;

/** Drops differences at random and rescales the others. */
final class DareLinear implements MergeMethod {
    private static final Sparsity SPARSITY = Sparsity.of(false, false, true);

    @Override
    public Description description() {
        return new Description(
                "dare_linear",
                "The sum of random parts of the models' differences from the base, each scaled up for what was left out.",
                "Yu et al. 2024, Language Models are Super Mario, https://arxiv.org/abs/2311.03099",
                Models.changesOfBase(),
                true,
                SPARSITY.parameters(Sparsity.RANDOM_SEED));
    }

    @Override
    public Formula formula(Ingredients ingredients) {
        return SPARSITY.formula(
                ingredients, (model, density) -> new RandomlyKept(density, () -> ingredients.draws(model)));
    }
}
