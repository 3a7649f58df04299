package io.graft.core.recipe;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class RecipeModulesTest {
    private static final String TWO_MODULES = """
            merge_method: linear
            base_model: a
            parameters: {weight: 4}
            modules:
              text_decoder:
                parameters: {weight: [{filter: norm, value: 3}]}
                slices:
                  - sources:
                      - {model: a, layer_range: [0, 2], parameters: {weight: [{filter: o_proj, value: 1}]}}
                    parameters: {weight: [{filter: mlp, value: 2}]}
              default:
                models: [{model: b}]
            """;

    @Test
    void aModuleIsAboutTheTensorsThatHaveItsNameInTheirs() {
        Recipe recipe = parse("""
                merge_method: passthrough
                modules:
                  vision_tower: {models: [{model: a}]}
                  encoder: {models: [{model: a}]}
                """);

        assertThat(module(recipe, "model.vision_tower.encoder.layers.0.weight")).contains("vision_tower");
        assertThat(module(recipe, "encoder.vision_tower.weight")).contains("encoder");
        assertThat(module(recipe, "model.visual_encoder.weight")).isEmpty();
    }

    @Test
    void mergekitsWordsForModulesAreKnown() {
        Recipe recipe = parse(TWO_MODULES);

        assertThat(module(recipe, "model.language_model.layers.0.weight")).contains("text_decoder");
        assertThat(module(recipe, "language_model.lm_head.weight")).contains("text_decoder");
        assertThat(module(recipe, "multi_modal_projector.weight")).contains("default");
    }

    @Test
    void aParameterIsLookedUpInTheModelThenTheSliceThenTheModuleThenTheRecipe() {
        Recipe recipe = parse(TWO_MODULES);

        assertThat(weight(recipe, "o_proj.mlp.norm")).isEqualTo(1);
        assertThat(weight(recipe, "mlp.norm")).isEqualTo(2);
        assertThat(weight(recipe, "norm")).isEqualTo(3);
        assertThat(weight(recipe, "q_proj")).isEqualTo(4);
    }

    @Test
    void aTensorThatNoCaseOfTheRecipeCoversHasTheDefault() {
        Recipe recipe = parse("""
                merge_method: passthrough
                models: [{model: a}]
                parameters: {scale: [{filter: mlp, value: 2}]}
                """);
        RecipeModule module = recipe.modules().getFirst();
        Scope scope = new Scope(recipe, module, module.slices().getFirst());

        assertThat(scope.value(
                        recipe.method().parameter("scale").orElseThrow(),
                        scope.slice().sources().getFirst(),
                        "norm",
                        0))
                .isEqualTo(1);
    }

    @Test
    void theCanonicalFormKeepsModulesInAnyOrder() {
        Recipe recipe = parse(TWO_MODULES);
        Recipe again = parse(recipe.canonicalJson());

        assertThat(again.canonicalJson()).isEqualTo(recipe.canonicalJson());
        assertThat(again.modules()).containsExactlyInAnyOrderElementsOf(recipe.modules());
    }

    @Test
    void anOnlyDefaultModuleMeansNoMoreThanItsModels() {
        Recipe plain = parse("{merge_method: linear, models: [{model: a}]}");

        assertThat(parse("{merge_method: linear, modules: {default: {models: [{model: a}]}}}")
                        .id())
                .isEqualTo(plain.id());
    }

    @Test
    void aBaseMayCarryAnAdapter() {
        Recipe recipe = parse("{merge_method: task_arithmetic, base_model: base+lora, models: [{model: a}]}");

        assertThat(recipe.references()).extracting(Object::toString).containsExactly("base+lora", "a");
    }

    @Test
    void aBaseThatIsListedNeedsNoWeight() {
        Recipe recipe = parse("""
                merge_method: task_arithmetic
                base_model: base
                models: [{model: base}, {model: a, parameters: {weight: 1}}, {model: b, parameters: {weight: 2}}]
                """);

        assertThat(recipe.slices().getFirst().sources()).hasSize(3);
    }

    private static Optional<String> module(Recipe recipe, String tensor) {
        return recipe.module(tensor).map(RecipeModule::name);
    }

    private static double weight(Recipe recipe, String tensor) {
        RecipeModule module = recipe.modules().getFirst();
        Scope scope = new Scope(recipe, module, module.slices().getFirst());
        return scope.value(
                recipe.method().parameter("weight").orElseThrow(),
                scope.slice().sources().getFirst(),
                tensor,
                0);
    }

    private static Recipe parse(String text) {
        return Recipe.parse(text, "recipe.yml");
    }
}
