package io.graft.core.recipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.graft.core.GraftException;
import io.graft.core.method.Parameter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecipeRefusalTest {
    @Test
    void aKeyThatDoesNotExistIsNamedWithItsPlaceAndTheNearestThatDoes() {
        GraftException refusal = refusal("""
                merge_method: linear
                models:
                  - model: a
                    paramters: {weight: 1}
                """);

        assertThat(refusal.code()).isEqualTo(RecipeError.RECIPE_UNKNOWN_KEY);
        assertThat(refusal.where()).isEqualTo("recipe.yml:4:5");
        assertThat(refusal.sentence()).contains("models[0].paramters", "at line 4 of recipe.yml");
        assertThat(refusal.remedy()).contains("parameters");
    }

    @Test
    void aMethodThatIsNotThereIsRefusedByNameWithThoseThatAre() {
        GraftException refusal = refusal("merge_method: frankenmerge\nmodels: [{model: a}]");

        assertThat(refusal.code()).isEqualTo(RecipeError.RECIPE_WRONG_VALUE);
        assertThat(refusal.sentence()).contains("frankenmerge");
        assertThat(refusal.remedy()).contains("linear", "passthrough", "task_arithmetic");
    }

    @Test
    void aMisspeltMethodIsGuessed() {
        assertThat(refusal("merge_method: task_arithmatic\nmodels: [{model: a}]")
                        .remedy())
                .contains("Did you mean task_arithmetic?");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "models: [{model: a}]                                                    | RECIPE_MISSING_KEY   | merge_method",
                "merge_method: linear                                                    | RECIPE_MISSING_KEY   | models",
                "{merge_method: linear, models: [], slices: []}                          | RECIPE_MISSING_KEY   | either",
                "{merge_method: linear, models: []}                                      | RECIPE_WRONG_TYPE    | something in it",
                "{merge_method: linear, models: a}                                       | RECIPE_WRONG_TYPE    | must be a list",
                "{merge_method: linear, models: [{}]}                                    | RECIPE_MISSING_KEY   | \"model\"",
                "{merge_method: linear, models: [{model: a}, {model: b}]}                | RECIPE_MISSING_KEY   | gives a no weight",
                "{merge_method: linear, models: [{model: a}, {model: a}], parameters: {weight: 1}} | RECIPE_WRONG_VALUE | a twice",
                "{merge_method: linear, models: [{model: a, parameters: {weight: x}}]}   | RECIPE_WRONG_TYPE    | finite number",
                "{merge_method: linear, models: [{model: a, parameters: {weight: .inf}}]} | RECIPE_WRONG_TYPE   | finite number",
                "{merge_method: linear, models: [{model: a, parameters: {weight: []}}]}  | RECIPE_WRONG_TYPE    | something in it",
                "{merge_method: linear, models: [{model: a, parameters: {density: 1}}]}  | RECIPE_UNKNOWN_KEY   | density",
                "{merge_method: linear, models: [{model: a}], dtype: int8}               | RECIPE_WRONG_VALUE   | int8",
                "{merge_method: linear, models: [{model: a}], parameters: {normalize: 1}} | RECIPE_WRONG_TYPE   | true or false",
                "{merge_method: linear, models: [{model: a+b+c}]}                        | REFERENCE_MALFORMED  | more than one adapter",
                "{merge_method: linear, models: [{model: a+}]}                           | REFERENCE_MALFORMED  | plus sign",
                "{merge_method: linear, models: [{model: {model: a, override_architecture: X}}]} | RECIPE_UNSUPPORTED | not needed",
                "{merge_method: linear, models: [{model: {model: {path: A, revision: b}}}]} | RECIPE_WRONG_VALUE | revision of a folder",
                "{merge_method: task_arithmetic, models: [{model: a}]}                   | RECIPE_MISSING_KEY   | base_model",
                "{merge_method: passthrough, models: [{model: a}, {model: b}]}           | RECIPE_WRONG_VALUE   | lists 2 models",
                "{merge_method: slerp, base_model: a, models: [{model: a}, {model: b}]}  | RECIPE_MISSING_KEY   | gives no t",
                "{merge_method: slerp, base_model: a, models: [{model: b}, {model: c}], parameters: {t: 0.5}} | RECIPE_WRONG_VALUE | lists 2 models",
                "{merge_method: nuslerp, base_model: a, models: [{model: a}, {model: b}], parameters: {weight: 1}} | RECIPE_WRONG_VALUE | lists 1 models",
                "{merge_method: model_stock, base_model: a, models: [{model: b}]}         | RECIPE_WRONG_VALUE   | at least 2 models",
                "{merge_method: linear, models: [{model: a}], parameters: {wieght: 1}}   | RECIPE_UNKNOWN_KEY   | not a parameter of linear",
                "{merge_method: linear, models: [{model: a, parameters: {normalize: true}}]} | RECIPE_UNKNOWN_KEY | not a parameter of single models",
                "{merge_method: linear, models: [{model: a}], modules: {b: {}}}          | RECIPE_MISSING_KEY   | either",
                "{merge_method: linear, modules: {}}                                     | RECIPE_WRONG_TYPE    | something in it",
                "{merge_method: linear, modules: {a: {}}}                                | RECIPE_MISSING_KEY   | modules.a must have either",
                "{merge_method: linear, modules: {a.b: {models: [{model: a}]}}}          | RECIPE_WRONG_VALUE   | name of a module",
                "{merge_method: linear, modules: {a: {models: [{model: a}], weight: 1}}} | RECIPE_UNKNOWN_KEY   | modules.a.weight",
                "{merge_method: linear, models: [{model: a}], tokenizer_source: union, tokenizer: {}} | RECIPE_WRONG_VALUE | beside",
                "{merge_method: linear, models: [{model: a}], tokenizer: {sauce: union}} | RECIPE_UNKNOWN_KEY   | tokenizer.sauce",
                "{merge_method: linear, models: [{model: a}], tokenizer: {pad_to_multiple_of: 0}} | RECIPE_WRONG_VALUE | from 1 to",
                "{merge_method: linear, models: [{model: a}], tokenizer: {tokens: {x: {force: true}}}} | RECIPE_MISSING_KEY | source",
                "{merge_method: linear, models: [{model: a}], tokenizer: {tokens: {x: {source: {kind: mean}}}}} | RECIPE_WRONG_VALUE | mean",
                "{merge_method: linear, models: [{model: a}], tokenizer: {tokens: {x: {source: {kind: model_token, model: a}}}}} | RECIPE_MISSING_KEY | token_id",
                "{merge_method: linear, models: [{model: a}], tokenizer: {tokens: {x: {source: {kind: model_token, model: a, token_id: -1}}}}} | RECIPE_WRONG_TYPE | row number",
                "{merge_method: linear, models: [{model: a}], chat_template: chatlm}     | RECIPE_WRONG_VALUE   | chatlm",
                "{merge_method: passthrough, slices: [{sources: [{model: a}]}]}          | RECIPE_MISSING_KEY   | layer_range",
                "{merge_method: passthrough, slices: [{sources: [{model: a, layer_range: [2, 2]}]}]} | RECIPE_WRONG_VALUE | no layer",
                "{merge_method: passthrough, slices: [{sources: [{model: a, layer_range: [0, 1.5]}]}]} | RECIPE_WRONG_TYPE | whole number",
                "{merge_method: passthrough, slices: [{sources: [{model: a, layer_range: [0]}]}]} | RECIPE_WRONG_TYPE | two layer numbers",
                "{merge_method: passthrough, slices: [{sources: [], residual_weight: 1}]} | RECIPE_UNSUPPORTED  | residual_weight",
                "{merge_method: linear, merge_method: linear}                            | RECIPE_DUPLICATE_KEY | twice",
                "{merge_method: linear                                                   | RECIPE_SYNTAX        | not YAML",
                "[1, 2]                                                                  | RECIPE_WRONG_TYPE    | a mapping",
                "''                                                                      | RECIPE_SYNTAX        | empty"
            })
    void whatIsWrongIsSaid(String recipe, RecipeError code, String says) {
        GraftException refusal = refusal(recipe);

        assertThat(refusal.code()).as(refusal.sentence()).isEqualTo(code);
        assertThat(refusal.sentence()).contains(says);
        assertThat(refusal.where()).startsWith("recipe.yml");
    }

    @Test
    void slicesWithSourcesOfDifferentLengthsAreRefused() {
        assertThat(refusal("""
                        merge_method: linear
                        slices:
                          - sources:
                              - {model: a, layer_range: [0, 2]}
                              - {model: b, layer_range: [0, 3]}
                        """).sentence()).contains("different lengths");
    }

    @Test
    void aliasesThatUnfoldWithoutEndAreRefused() {
        StringBuilder bomb = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
        for (int i = 1; i < 12; i++) {
            bomb.append(
                    "a%d: &a%d [%s]\n".formatted(i, i, "*a%d, ".formatted(i - 1).repeat(9) + "*a" + (i - 1)));
        }
        GraftException refusal = refusal("merge_method: linear\nmodels: [{model: a, parameters: {weight: &w [*w]}}]");

        assertThat(refusal.code()).isIn(RecipeError.RECIPE_TOO_LARGE, RecipeError.RECIPE_WRONG_TYPE);
        assertThat(refusal(bomb.toString()).code()).isInstanceOf(RecipeError.class);
    }

    @Test
    void aDeepOrLongTextIsRefused() {
        assertThat(refusal("[".repeat(10_000)).code()).isEqualTo(RecipeError.RECIPE_SYNTAX);
        assertThat(refusal("#".repeat(2_000_000)).code()).isEqualTo(RecipeError.RECIPE_TOO_LARGE);
    }

    @Test
    void aTensorThatNoCaseCoversIsNamed() {
        Recipe recipe = Recipe.parse(
                "{merge_method: linear, models: [{model: a, parameters: {weight: [{filter: mlp, value: 1}]}}, {model: b,"
                        + " parameters: {weight: 1}}]}",
                "recipe.yml");
        RecipeModule module = recipe.modules().getFirst();
        Slice slice = module.slices().getFirst();
        GraftException refusal = catchThrowableOfType(GraftException.class, () -> new Scope(recipe, module, slice)
                .value(parameter(recipe, "weight"), slice.sources().getFirst(), "model.norm.weight", 0));

        assertThat(refusal.code()).isEqualTo(RecipeError.RECIPE_NO_VALUE);
        assertThat(refusal.sentence()).contains("model.norm.weight", "weight of a");
    }

    private static GraftException refusal(String recipe) {
        GraftException refusal = catchThrowableOfType(GraftException.class, () -> Recipe.parse(recipe, "recipe.yml"));
        assertThat(refusal).as(recipe).isNotNull();
        return refusal;
    }

    private static Parameter parameter(Recipe recipe, String name) {
        return recipe.method().parameter(name).orElseThrow();
    }
}
