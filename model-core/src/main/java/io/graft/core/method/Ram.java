package io.graft.core.method;

import java.util.List;

/** The base plus what single models change, and the mean of what several change at the same place. */
final class Ram implements MergeMethod {
    static final Parameter EPSILON = Parameter.real(
                    "epsilon",
                    Range.FROM_ZERO,
                    "the difference from the base up to which an element counts as unchanged")
            .or(1e-5);

    @Override
    public Description description() {
        return new Description(
                "ram",
                "Changes that one model alone makes are added as they are; where several change an element, their mean is.",
                "Reinforced Agent Merging, 2026, https://arxiv.org/abs/2601.13572",
                Models.changesOfBase(),
                true,
                List.of(EPSILON));
    }

    @Override
    public Formula formula(Ingredients ingredients) {
        return new ChangeSum(ingredients, ingredients.value(EPSILON), null);
    }
}
