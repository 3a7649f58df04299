package io.graft.core.recipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.graft.core.method.MergeMethods;
import io.graft.core.method.Parameter;
import io.graft.core.tensor.DType;
import org.junit.jupiter.api.Test;

class RecipeTest {
    private static final String THREE_MODELS = """
            merge_method: linear
            models:
              - model: a
                parameters:
                  weight:
                    - filter: mlp
                      value: 0.9
                    - filter: q_proj
                      value: [0.1, 0.6]
                    - value: 0.5
              - model: b
                parameters: {weight: [0.0, 0.4, 1.0]}
              - model: ns/c@champion+ns/lora@2
            parameters:
              weight: 0.25
              normalize: false
            dtype: float32
            out_dtype: bfloat16
            """;

    @Test
    void itSaysWhatToMergeAndHow() {
        Recipe recipe = parse(THREE_MODELS);

        assertThat(recipe.method()).isEqualTo(MergeMethods.named("linear").orElseThrow());
        assertThat(recipe.outputType()).contains(DType.BF16);
        assertThat(recipe.references())
                .extracting(Object::toString)
                .containsExactly("a", "b", "ns/c@champion+ns/lora@2");
        assertThat(recipe.sources())
                .containsExactly(
                        new Source.LocalPath("a"),
                        new Source.LocalPath("b"),
                        new Source.Registered("ns", "c", "champion"),
                        new Source.Registered("ns", "lora", "2"));
    }

    @Test
    void theFirstFilterThatIsInTheNameOfTheTensorWins() {
        Recipe recipe = parse(THREE_MODELS);

        assertThat(weight(recipe, 0, "model.layers.1.mlp.q_proj.weight", 0.5)).isEqualTo(0.9);
        assertThat(weight(recipe, 0, "model.norm.weight", 0)).isEqualTo(0.5);
    }

    @Test
    void aGradientRunsOverTheLayersInStraightLines() {
        Recipe recipe = parse(THREE_MODELS);

        assertThat(weight(recipe, 0, "q_proj", 1.0 / 3)).isCloseTo(0.1 + 0.5 / 3, within(1e-15));
        assertThat(weight(recipe, 1, "x", 0)).isEqualTo(0);
        assertThat(weight(recipe, 1, "x", 0.5)).isEqualTo(0.4);
        assertThat(weight(recipe, 1, "x", 0.75)).isCloseTo(0.7, within(1e-15));
        assertThat(weight(recipe, 1, "x", 1)).isEqualTo(1);
    }

    @Test
    void whatAModelDoesNotSayIsLookedUpInTheRecipe() {
        assertThat(weight(parse(THREE_MODELS), 2, "x", 0)).isEqualTo(0.25);
    }

    @Test
    void casesThatDoNotCoverATensorGiveWayToTheNextLevel() {
        Recipe recipe = parse("""
                merge_method: passthrough
                slices:
                  - sources:
                      - {model: a, layer_range: [0, 2], parameters: {scale: [{filter: o_proj, value: 0.5}]}}
                    parameters: {scale: [{filter: mlp, value: 2}]}
                parameters: {scale: 3}
                """);

        assertThat(scale(recipe, "o_proj")).isEqualTo(0.5);
        assertThat(scale(recipe, "mlp")).isEqualTo(2);
        assertThat(scale(recipe, "norm")).isEqualTo(3);
    }

    @Test
    void theWeightOfAnOnlyModelGoesWithoutSaying() {
        Recipe recipe = parse("{\"merge_method\": \"linear\",\n\t\"models\": [{\"model\": \"base+lora\"}]}");

        assertThat(weight(recipe, 0, "x", 0)).isEqualTo(1);
    }

    @Test
    void mergekitsLongFormNamesPathsWithAnyCharacter() {
        Recipe recipe = parse("""
                merge_method: linear
                base_model: {model: {path: /data/c++/base}}
                models:
                  - model: {model: {path: ns/m, revision: 3}, lora: {path: /data/c++/lora}}
                """);

        assertThat(recipe.sources())
                .containsExactly(
                        new Source.LocalPath("/data/c++/base"),
                        new Source.Registered("ns", "m", "3"),
                        new Source.LocalPath("/data/c++/lora"));
        assertThat(parse(recipe.canonicalJson()))
                .isEqualTo(parse(parse(recipe.canonicalJson()).canonicalJson()));
        assertThat(parse(recipe.canonicalJson()).sources()).isEqualTo(recipe.sources());
    }

    @Test
    void theCanonicalFormDependsOnTheMeaningAlone() {
        Recipe recipe = parse("""
                # a comment
                models:
                - {model: b, parameters: {weight: 1e-3}}
                - model: a
                  parameters:
                    weight: 2
                merge_method: task_arithmetic
                base_model: base
                parameters: {int8_mask: true}
                """);
        Recipe same = parse("""
                merge_method: task_arithmetic
                base_model: base
                models:
                - {model: a, parameters: {weight: 2.0}}
                - {model: b, parameters: {weight: 0.001}}
                parameters: {lambda: 1, normalize: false}
                """);

        assertThat(recipe.canonicalJson()).isEqualTo("""
                {"base_model":"base","merge_method":"task_arithmetic","models":[{"model":"a","parameters":{"weight":2}},\
                {"model":"b","parameters":{"weight":0.001}}],"parameters":{"lambda":1,"normalize":false}}""");
        assertThat(same.id()).isEqualTo(recipe.id());
        assertThat(parse(recipe.canonicalJson()).id()).isEqualTo(recipe.id());
    }

    @Test
    void whichModelGivesTheTokenizerIsPartOfTheMeaning() {
        String list = "models: [{model: %s, parameters: {weight: 1}}, {model: %s, parameters: {weight: 1}}]";
        Recipe one = parse("merge_method: linear\n" + list.formatted("a", "b"));
        Recipe other = parse("merge_method: linear\n" + list.formatted("b", "a"));

        assertThat(one.id()).isNotEqualTo(other.id());
        assertThat(one.donor()).hasToString("a");
    }

    @Test
    void slicesOfASourceThatIsListedTwiceStayApart() {
        Recipe recipe = parse("""
                merge_method: passthrough
                slices:
                  - sources: [{model: a, layer_range: [0, 3]}]
                  - sources: [{model: a, layer_range: [1, 4]}]
                """);

        assertThat(recipe.slices()).extracting(Slice::length).containsExactly(3, 3);
        assertThat(parse(recipe.canonicalJson()).slices()).isEqualTo(recipe.slices());
    }

    @Test
    void noBaseIsMadeUpForAMethodThatWouldUseIt() {
        Recipe recipe = parse("""
                merge_method: nuslerp
                models: [{model: b, parameters: {weight: 1}}, {model: a, parameters: {weight: 2}}]
                """);
        Recipe read = parse(recipe.canonicalJson());

        assertThat(read.base()).isNull();
        assertThat(read.donor()).isEqualTo(recipe.donor());
        assertThat(read.id()).isEqualTo(recipe.id());
    }

    @Test
    void sourcesCanBeExchanged() {
        Recipe pinned = parse(THREE_MODELS).withSources(source -> switch (source) {
            case Source.LocalPath local -> local;
            case Source.Registered registered -> new Source.Registered(registered.namespace(), registered.name(), "7");
        });

        assertThat(pinned.references()).extracting(Object::toString).contains("ns/c@7+ns/lora@7");
    }

    private static Recipe parse(String text) {
        return Recipe.parse(text, "recipe.yml");
    }

    private static double weight(Recipe recipe, int model, String tensor, double position) {
        Scope scope = scope(recipe);
        return scope.value(parameter(recipe, "weight"), scope.slice().sources().get(model), tensor, position);
    }

    private static double scale(Recipe recipe, String tensor) {
        Scope scope = scope(recipe);
        return scope.value(parameter(recipe, "scale"), scope.slice().sources().getFirst(), tensor, 0);
    }

    private static Scope scope(Recipe recipe) {
        RecipeModule module = recipe.modules().getFirst();
        return new Scope(recipe, module, module.slices().getFirst());
    }

    private static Parameter parameter(Recipe recipe, String name) {
        return recipe.method().parameter(name).orElseThrow();
    }
}
