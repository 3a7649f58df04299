package io.graft.registry.withdrawal;

import static org.assertj.core.api.Assertions.assertThat;

import io.graft.core.recipe.Recipe;
import io.graft.core.recipe.Source;
import io.graft.registry.recipe.Recipes;
import io.graft.registry.withdrawal.Reduction.Rest;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ReductionTest {
    private static final String ADAPTERS = """
            merge_method: task_arithmetic
            base_model: a/base@1
            models:
            - {model: a/base@1+a/one@1, parameters: {weight: 0.7}}
            - {model: a/base@1+a/two@1, parameters: {weight: 0.5}}
            - {model: a/base@1+a/three@1, parameters: {weight: [0.1, 0.2]}}
            parameters: {lambda: 0.9}
            dtype: bfloat16
            """;

    @Test
    void anAdapterGoesAndTheOthersKeepTheirWeights() {
        assertThat(less(ADAPTERS, "a/two@1")).isEqualTo(Recipes.read("""
                merge_method: task_arithmetic
                base_model: a/base@1
                models:
                - {model: a/base@1+a/one@1, parameters: {weight: 0.7}}
                - {model: a/base@1+a/three@1, parameters: {weight: [0.1, 0.2]}}
                parameters: {lambda: 0.9}
                dtype: bfloat16
                """));
    }

    @Test
    void whatIsLeftReadsAsTheRecipeThatItIs() {
        Recipe less = less(ADAPTERS, "a/one@1");

        assertThat(Recipes.read(less.canonicalJson())).isEqualTo(less);
        assertThat(less.sources()).doesNotContain(Source.parse("a/one@1")).hasSize(3);
    }

    @Test
    void severalGoAtOnce() {
        assertThat(less(ADAPTERS, "a/one@1", "a/three@1").slices().getFirst().sources())
                .hasSize(1);
    }

    @Test
    void withoutTheBaseThereIsNothingToDifferFrom() {
        assertThat(why(ADAPTERS, "a/base@1")).isEqualTo("a/base@1 is the base, which the others are differences from");
    }

    @Test
    void theOnlyAdapterLeavesNothing() {
        assertThat(why("""
                merge_method: task_arithmetic
                base_model: a/base@1
                models:
                - {model: a/base@1+a/one@1, parameters: {weight: 1}}
                """, "a/one@1")).isEqualTo("Nothing else went into it than a/one@1");
    }

    @Test
    void aBaseThatIsListedIsNoReasonToMerge() {
        assertThat(why("""
                merge_method: ties
                base_model: a/base@1
                models:
                - {model: a/base@1}
                - {model: a/x@1, parameters: {weight: 1, density: 0.5}}
                """, "a/x@1")).isEqualTo("Nothing but its base is left without a/x@1");
    }

    @Test
    void whereTheBaseOnlyGivesConfigAndTokenizerAnotherDoes() {
        Rest rest = rest("""
                merge_method: linear
                models:
                - {model: a/x@1, parameters: {weight: 0.25}}
                - {model: a/y@1, parameters: {weight: 0.75}}
                """, "a/x@1");

        assertThat(rest).isInstanceOfSatisfying(Rest.Less.class, less -> {
            assertThat(less.recipe().donor()).hasToString("a/y@1");
            assertThat(less.notes()).containsExactly("Config and tokenizer come from a/y@1 in place of a/x@1");
        });
    }

    @Test
    void aMethodOfTwoModelsIsNoneOfOne() {
        assertThat(why("""
                merge_method: nuslerp
                models:
                - {model: a/x@1, parameters: {weight: 0.5}}
                - {model: a/y@1, parameters: {weight: 0.5}}
                """, "a/x@1")).contains("Without a/x@1 it is no recipe", "exactly 2 models");
    }

    @Test
    void aSliceKeepsItsLayersFromTheOthers() {
        Recipe less = less("""
                merge_method: linear
                slices:
                - sources:
                  - {model: a/x@1, layer_range: [0, 4], parameters: {weight: 0.5}}
                  - {model: a/y@1, layer_range: [2, 6], parameters: {weight: 0.5}}
                - sources:
                  - {model: a/y@1, layer_range: [4, 8], parameters: {weight: 1}}
                """, "a/x@1");

        assertThat(less.slices()).hasSize(2);
        assertThat(less.modules().getFirst().length()).isEqualTo(8);
    }

    @Test
    void layersThatComeFromItAloneCannotBeMade() {
        assertThat(why("""
                merge_method: passthrough
                slices:
                - sources: [{model: a/x@1, layer_range: [0, 4]}]
                - sources: [{model: a/y@1, layer_range: [2, 6]}]
                """, "a/y@1")).isEqualTo("Some of its layers come from a/y@1 alone");
    }

    @Test
    void aTokenizerThatComesFromItIsNotMadeUp() {
        assertThat(why("""
                merge_method: linear
                models:
                - {model: a/x@1, parameters: {weight: 0.5}}
                - {model: a/y@1, parameters: {weight: 0.5}}
                tokenizer: {source: a/y@1}
                """, "a/y@1")).isEqualTo("Its tokenizer comes from a/y@1");
    }

    private static Recipe less(String recipe, String... gone) {
        return ((Rest.Less) rest(recipe, gone)).recipe();
    }

    private static String why(String recipe, String... gone) {
        return ((Rest.Nothing) rest(recipe, gone)).why();
    }

    private static Rest rest(String recipe, String... gone) {
        return Reduction.of(
                Recipes.read(Recipes.read(recipe).canonicalJson()),
                Set.of(gone).stream().map(Source::parse).collect(Collectors.toSet()));
    }
}
