package io.graft.core.method;

/** Trim, elect sign, and merge. */
final class Ties implements MergeMethod {
    private static final Sparsity SPARSITY = Sparsity.of(true, true, false);

    @Override
    public Description description() {
        return new Description(
                "ties",
                "Of each model's differences from the base those of largest magnitude, then the mean of those that agree on the sign.",
                "Yadav et al. 2023, TIES-Merging, https://arxiv.org/abs/2306.01708",
                Models.changesOfBase(),
                true,
                SPARSITY.parameters());
    }

    @Override
    public Formula formula(Ingredients ingredients) {
        return SPARSITY.formula(ingredients, (_, density) -> new LargestKept(density));
    }
}
