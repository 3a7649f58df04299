package io.graft.registry.merge;

import static org.assertj.core.api.Assertions.assertThat;

import io.graft.core.recipe.Recipe;
import io.graft.core.recipe.Source;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AncestryTest {
    @Test
    void aModelGoesInWithItsOwnWeight() {
        Recipe recipe = recipe("""
                merge_method: linear
                models:
                - {model: a/x@1, parameters: {weight: 0.25}}
                - {model: a/y@1, parameters: {weight: 0.75}}
                """);
        assertThat(weight(recipe, "a/x@1")).isEqualTo(0.25);
        assertThat(weight(recipe, "a/y@1")).isEqualTo(0.75);
    }

    @Test
    void theWeightOfAModelWithAnAdapterIsTheAdapters() {
        Recipe recipe = recipe("""
                merge_method: task_arithmetic
                base_model: a/base@1
                models:
                - {model: a/base@1+a/one@1, parameters: {weight: 0.5}}
                - {model: a/base@1+a/two@1, parameters: {weight: 0.3}}
                """);
        assertThat(weight(recipe, "a/base@1")).isNull();
        assertThat(weight(recipe, "a/one@1")).isEqualTo(0.5);
        assertThat(weight(recipe, "a/two@1")).isEqualTo(0.3);
    }

    @Test
    void aWeightThatDiffersFromTensorToTensorIsNoSingleNumber() {
        Recipe recipe = recipe("""
                merge_method: linear
                models:
                - {model: a/x@1, parameters: {weight: [0, 1]}}
                - {model: a/y@1, parameters: {weight: 1}}
                """);
        assertThat(weight(recipe, "a/x@1")).isNull();
        assertThat(weight(recipe, "a/y@1")).isEqualTo(1);
    }

    private static Recipe recipe(String yaml) {
        return Recipe.parse(yaml, "recipe");
    }

    private static @Nullable Double weight(Recipe recipe, String source) {
        return Ancestry.weight(recipe, Source.parse(source));
    }
}
