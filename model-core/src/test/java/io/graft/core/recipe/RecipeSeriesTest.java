package io.graft.core.recipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.graft.core.GraftException;
import org.junit.jupiter.api.Test;

class RecipeSeriesTest {
    private static final String FINAL_FIRST = """
            merge_method: linear
            models:
              - {model: second, parameters: {weight: 1}}
              - {model: first+lora, parameters: {weight: 1}}
            ---
            name: second
            merge_method: passthrough
            models: [{model: first}]
            ---
            name: first
            merge_method: passthrough
            models: [{model: a}]
            """;

    @Test
    void recipesRunAfterThoseWhoseResultsTheyTake() {
        RecipeSeries series = parse(FINAL_FIRST);

        assertThat(series.steps()).extracting(RecipeSeries.Step::name).containsExactly("first", "second", "");
        assertThat(series.last().method().name()).isEqualTo("linear");
        assertThat(series.inputs()).extracting(Object::toString).containsExactly("a", "lora");
        assertThat(series.isResult(new Source.LocalPath("first"))).isTrue();
        assertThat(series.isResult(new Source.LocalPath("a"))).isFalse();
    }

    @Test
    void theCanonicalFormReadsBackAndDoesNotDependOnTheOrderOfDocuments() {
        RecipeSeries series = parse(FINAL_FIRST);
        String[] documents = FINAL_FIRST.split("---\n", -1);
        RecipeSeries turned = parse(documents[2] + "---\n" + documents[0] + "---\n" + documents[1]);

        assertThat(parse(series.canonicalJson()).canonicalJson()).isEqualTo(series.canonicalJson());
        assertThat(turned.id()).isEqualTo(series.id());
    }

    @Test
    void oneRecipeIsASeriesWithItsOwnIdentity() {
        String text = "---\nname: alone\nmerge_method: passthrough\nmodels: [{model: a}]\n---\n";

        assertThat(parse(text).id()).isEqualTo(Recipe.parse(text, "recipe.yml").id());
    }

    @Test
    void severalRecipesAreNoneWhereOneIsExpected() {
        GraftException refusal =
                catchThrowableOfType(GraftException.class, () -> Recipe.parse(FINAL_FIRST, "recipe.yml"));

        assertThat(refusal.code()).isEqualTo(RecipeError.RECIPE_UNSUPPORTED);
        assertThat(refusal.sentence()).contains("3 recipes");
    }

    @Test
    void aCircleIsRefusedWithItsLine() {
        GraftException refusal = refusal("""
                name: one
                merge_method: passthrough
                models: [{model: two}]
                ---
                name: two
                merge_method: passthrough
                models:
                  - model: one
                """);

        assertThat(refusal.sentence()).contains("is one, which itself needs the result of two", "line 8");
    }

    @Test
    void aResultThatNobodyTakesIsRefused() {
        GraftException refusal = refusal("""
                name: one
                merge_method: passthrough
                models: [{model: a}]
                ---
                merge_method: passthrough
                models: [{model: b}]
                """);

        assertThat(refusal.sentence()).contains("beside one", "line 5");
    }

    @Test
    void aNameThatIsThereTwiceIsRefused() {
        String step = "name: one\nmerge_method: passthrough\nmodels: [{model: a}]\n";

        assertThat(refusal(step + "---\n" + step).sentence()).contains("is called one", "line 5");
    }

    @Test
    void aModelThatIsNeitherAFolderNorAResultIsRefusedWithItsLine() {
        RecipeSeries series = parse(FINAL_FIRST
                .replace("model: second", "model: secnd")
                .replace("name: second", "name: other")
                .replace("first+lora", "other"));
        GraftException refusal = catchThrowableOfType(
                GraftException.class,
                () -> series.requireKnown(source -> source.toString().equals("a")));

        assertThat(refusal.code()).isEqualTo(RecipeError.RECIPE_WRONG_VALUE);
        assertThat(refusal.sentence()).contains("is secnd", "line 3");
    }

    private static RecipeSeries parse(String text) {
        return RecipeSeries.parse(text, "recipe.yml");
    }

    private static GraftException refusal(String text) {
        GraftException refusal = catchThrowableOfType(GraftException.class, () -> parse(text));
        assertThat(refusal).as(text).isNotNull();
        return refusal;
    }
}
