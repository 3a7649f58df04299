package io.graft.core.method;

/** Drops differences at random, rescales the others, and elects signs. */
final class DareTies implements MergeMethod {
    private static final Sparsity SPARSITY = Sparsity.of(true, false, true);

    @Override
    public Description description() {
        return new Description(
                "dare_ties",
                "Random parts of the models' differences from the base, scaled up, and of these the sum of those that agree on the sign.",
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
