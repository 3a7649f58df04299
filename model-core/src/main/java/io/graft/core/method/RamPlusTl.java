package io.graft.core.method;

import java.util.List;

/** {@link Ram}, with the changes that a model makes alone scaled up the more of its changes are shared, tensor by tensor. */
final class RamPlusTl implements MergeMethod {
    private static final Parameter R = Parameter.real(
                    "r", Range.ANY, "how much is added to the factor of 1 per shared change of a model's own one")
            .or(0.1);
    private static final Parameter ALPHA = Parameter.real(
                    "alpha",
                    Range.FROM_ZERO,
                    "the number of shared changes per own one from which on the factor is constant")
            .or(0.2);

    @Override
    public Description description() {
        return new Description(
                "ramplus_tl",
                "As ram, with what a model changes alone multiplied by 1 + r · min(shared / own, alpha).",
                "Reinforced Agent Merging, 2026, https://arxiv.org/abs/2601.13572",
                Models.changesOfBase(),
                true,
                List.of(R, ALPHA, Ram.EPSILON));
    }

    @Override
    public Formula formula(Ingredients ingredients) {
        double r = ingredients.value(R);
        double alpha = ingredients.value(ALPHA);
        return new ChangeSum(
                ingredients,
                ingredients.value(Ram.EPSILON),
                (shared, own) -> 1 + r * Math.min((double) shared / own, alpha));
    }
}
