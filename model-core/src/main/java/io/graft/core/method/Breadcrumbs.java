package io.graft.core.method;

/** Drops differences at both ends. */
final class Breadcrumbs implements MergeMethod {
    static final Parameter GAMMA = Parameter.real(
                    "gamma", Range.UNIT, "the share of the model's differences that is dropped for being the largest")
            .ofEachModel()
            .or(0.01);

    private static final Sparsity SPARSITY = Sparsity.of(false, false, false);

    @Override
    public Description description() {
        return new Description(
                "breadcrumbs",
                "The sum of the models' differences from the base without the smallest and the very largest of each.",
                "Davari and Belilovsky 2024, Model Breadcrumbs, https://arxiv.org/abs/2312.06795",
                Models.changesOfBase(),
                true,
                SPARSITY.parameters(GAMMA));
    }

    @Override
    public Formula formula(Ingredients ingredients) {
        return SPARSITY.formula(
                ingredients, (model, density) -> new OutliersDropped(density, ingredients.value(GAMMA, model)));
    }
}
