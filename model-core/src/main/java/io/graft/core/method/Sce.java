package io.graft.core.method;

import java.util.List;

/** Selects the places where the models differ most, weighs each by its share of the change there, and erases minority signs. */
final class Sce implements MergeMethod {
    private static final Parameter SELECT_TOPK = Parameter.real(
                    "select_topk",
                    Range.SHARE,
                    "the share of the places where models differ that are merged, by variance")
            .or(1);

    @Override
    public Description description() {
        return new Description(
                "sce",
                "Select, calculate, erase: the changes that vary most, weighted by their size, where most agree on the sign.",
                "Wan et al. 2024, FuseChat, https://arxiv.org/abs/2408.07990",
                Models.changesOfBase(),
                true,
                List.of(SELECT_TOPK));
    }

    @Override
    public Formula formula(Ingredients ingredients) {
        return new SceSum(Vectors.of(ingredients), ingredients.shape(), ingredients.value(SELECT_TOPK));
    }
}
