package io.graft.cli;

/** A recipe that adds adapters to what they were trained on. */
final class SampleRecipe {
    private SampleRecipe() {}

    /** @param weight of each adapter */
    static String of(Registry.Version base, double weight, Registry.Version... adapters) {
        var recipe = new StringBuilder("""
                merge_method: task_arithmetic
                base_model: %s
                models:
                """.formatted(base.reference()));
        for (Registry.Version adapter : adapters) {
            recipe.append("""
                      - model: %s+%s
                        parameters: {weight: %s}
                    """.formatted(base.reference(), adapter.reference(), weight));
        }
        return recipe.append("dtype: bfloat16").toString();
    }
}
