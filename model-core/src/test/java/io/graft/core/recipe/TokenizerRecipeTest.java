package io.graft.core.recipe;

import static org.assertj.core.api.Assertions.assertThat;

import io.graft.core.tokenizer.TokenizerSetting;
import io.graft.core.tokenizer.TokenizerSetting.Origin;
import io.graft.core.tokenizer.TokenizerSetting.RowSource;
import io.graft.core.tokenizer.TokenizerSetting.TokenSetting;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class TokenizerRecipeTest {
    private static final String MODELS = "\nmerge_method: linear\nmodels: [{model: a}]\n";

    @Test
    void theLongFormSaysWhichTokensThereAreAndWhereTheirRowsComeFrom() {
        TokenizerSetting<ModelReference> tokenizer = tokenizer("""
                tokenizer:
                  source: b
                  pad_to_multiple_of: 64
                  tokens:
                    <one>: {source: c+lora, force: true}
                    <two>: {source: {kind: model_token, model: d, token: <2>}}
                    <three>: {source: {kind: model_token, model: {model: {path: e}}, token_id: 7}}
                    <four>: {source: {kind: zero}}
                """);

        assertThat(tokenizer)
                .isEqualTo(new TokenizerSetting<>(
                        new Origin.OfModel<>(model("b")),
                        Map.of(
                                "<one>", token(new RowSource.OfModel<>(model("c+lora")), true),
                                "<two>", token(new RowSource.OfToken<>(model("d"), "<2>"), false),
                                "<three>", token(new RowSource.OfId<>(model("e"), 7), false),
                                "<four>", token(new RowSource.Zero<>(), false)),
                        OptionalInt.of(64)));
    }

    @Test
    void theShortFormIsTheSameAsTheLongOne() {
        assertThat(tokenizer("tokenizer_source: union")).isEqualTo(tokenizer("tokenizer: {}"));
        assertThat(parse("tokenizer_source: base" + MODELS).id())
                .isEqualTo(parse("tokenizer: {source: base}" + MODELS).id());
    }

    @Test
    void theModelsThatItNamesAreModelsOfTheRecipe() {
        Recipe recipe = parse("tokenizer: {source: b, tokens: {x: {source: c+d}}}" + MODELS);

        assertThat(recipe.references()).extracting(Object::toString).containsExactly("a", "b", "c+d");
        assertThat(recipe.withSources(source -> new Source.LocalPath(source + "1"))
                        .references())
                .extracting(Object::toString)
                .containsExactly("a1", "b1", "c1+d1");
    }

    @Test
    void theCanonicalFormReadsBackAsTheSame() {
        Recipe recipe = parse("""
                chat_template: chatml
                tokenizer:
                  source: {model: {path: union}}
                  tokens: {x: {source: {kind: model_token, model: b, token: y}}, z: {source: {kind: zero}, force: true}}
                """ + MODELS);
        Recipe again = parse(recipe.canonicalJson());

        assertThat(again.tokenizer()).isEqualTo(recipe.tokenizer());
        assertThat(again.chatTemplate()).isEqualTo("chatml");
        assertThat(again.id()).isEqualTo(recipe.id());
    }

    @Test
    void aRecipeThatDoesNotSpeakOfTokenizersHasTheFormItAlwaysHad() {
        assertThat(parse(MODELS).canonicalJson()).doesNotContain("tokenizer", "chat_template", "modules");
    }

    private static TokenizerSetting<ModelReference> tokenizer(String text) {
        return Objects.requireNonNull(parse(text + MODELS).tokenizer());
    }

    private static TokenSetting<ModelReference> token(RowSource<ModelReference> row, boolean force) {
        return new TokenSetting<>(row, force);
    }

    private static ModelReference model(String text) {
        return ModelReference.parse(text);
    }

    private static Recipe parse(String text) {
        return Recipe.parse(text, "recipe.yml");
    }
}
