package io.graft.core.method;

import java.util.List;

/** The tensors of one model per slice, scaled. */
final class Passthrough implements MergeMethod {
    private static final Parameter SCALE = Parameter.real(
                    "scale", Range.ANY, "what the model's tensors are multiplied by")
            .ofEachModel()
            .or(1);

    @Override
    public Description description() {
        return new Description(
                "passthrough",
                "The tensors of one model per slice, as they are or scaled; for stacking layers of several models.",
                "mergekit, https://github.com/arcee-ai/mergekit",
                new Models(Models.Base.NONE, 1, 1),
                false,
                List.of(SCALE));
    }

    @Override
    public Formula formula(Ingredients ingredients) {
        return WeightedSum.of(ingredients.models(), ingredients.values(SCALE), 1);
    }
}
