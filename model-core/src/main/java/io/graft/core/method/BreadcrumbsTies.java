package io.graft.core.method;

/** Drops differences at both ends, and elects signs. */
final class BreadcrumbsTies implements MergeMethod {
    private static final Sparsity SPARSITY = Sparsity.of(true, false, false);

    @Override
    public Description description() {
        return new Description(
                "breadcrumbs_ties",
                "The models' differences from the base without the smallest and the very largest of each, and of these the sum of those that agree on the sign.",
                "Davari and Belilovsky 2024, Model Breadcrumbs, https://arxiv.org/abs/2312.06795",
                Models.changesOfBase(),
                true,
                SPARSITY.parameters(Breadcrumbs.GAMMA));
    }

    @Override
    public Formula formula(Ingredients ingredients) {
        return SPARSITY.formula(
                ingredients,
                (model, density) -> new OutliersDropped(density, ingredients.value(Breadcrumbs.GAMMA, model)));
    }
}
