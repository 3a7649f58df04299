package io.graft.core.merge;

import static io.graft.core.merge.Scene.EMBEDDING;
import static io.graft.core.merge.Scene.MERGE;
import static io.graft.core.merge.Scene.NORM;
import static io.graft.core.merge.Scene.QUERY;
import static io.graft.core.merge.Scene.config;
import static io.graft.core.merge.Scene.lora;
import static io.graft.core.merge.Trap.found;
import static io.graft.core.merge.Trap.handled;
import static io.graft.core.merge.Trap.refused;
import static org.assertj.core.api.Assertions.assertThat;

import io.graft.core.tensor.DType;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Several models: types, sums and chance. */
final class MixtureTraps {
    private MixtureTraps() {}

    static Stream<Trap> all() {
        return Stream.of(arithmetic(), chance()).flatMap(List::stream);
    }

    private static List<Trap> arithmetic() {
        return List.of(
                handled(
                        "`linear` with weights .2, .3, .5 of bfloat16 models",
                        "mergekit takes .2002, .3008 and .5, and rounds each step: 36 % of elements are not the nearest.",
                        "Adds in float64 and rounds once: no element has a nearer one, as far as float64 can tell.",
                        MixtureTraps::sumsExactly),
                handled(
                        "Models in another order",
                        "mergekit adds bfloat16 numbers in the order of the list, or of a set.",
                        "The same bytes in any order.",
                        scene -> {
                            threeModels(scene);
                            scene.assertSame(
                                    "{merge_method: linear, base_model: a, models: [{model: a}, {model: b}, {model: c}], parameters: {weight: 0.4}}",
                                    "{merge_method: linear, base_model: a, models: [{model: c}, {model: b}, {model: a}], parameters: {weight: 0.4}}");
                        }),
                refused(
                        "A sum beyond float16",
                        "mergekit and PEFT write infinity.",
                        MergeError.MERGE_NOT_FINITE,
                        NORM,
                        scene -> {
                            scene.norm("a", DType.F16, 60000, 1);
                            scene.norm("b", DType.F16, 60000, 1);
                            return RecipeTraps.HALVES.replace("0.5", "1, normalize: false");
                        }),
                handled(
                        "A bfloat16 base with weights beyond 65504",
                        "llama.cpp writes float16, which cannot hold them.",
                        "The type of the base stays.",
                        scene -> {
                            scene.model("base")
                                    .tensor(QUERY, DType.BF16, i -> 131072, 2, 2)
                                    .model(config("'num_hidden_layers':1"));
                            scene.factors("lora").adapter(lora());
                            scene.assertMerges(MERGE, QUERY, 131072, 131072, 131072, 131072);
                        }),
                found(
                        "A result in a narrower type than its models",
                        "LLaMA-Factory exports float32 models as bfloat16, with a line in the log.",
                        "TYPE_LOSES_PRECISION",
                        scene -> {
                            scene.norm("a", DType.F32, 1, 2);
                            scene.norm("b", DType.F32, 1, 2);
                            return RecipeTraps.HALVES.replace("}}", "}, dtype: bfloat16}");
                        }));
    }

    static void threeModels(Scene scene) throws IOException {
        for (String name : List.of("a", "b", "c")) {
            Models.llama(scene.folder(name), 1, DType.BF16, name.hashCode());
        }
    }

    private static void sumsExactly(Scene scene) throws Exception {
        threeModels(scene);
        Path merged = scene.merge("""
                {merge_method: linear, parameters: {normalize: false}, models: [{model: a, parameters: {weight: 0.2}},
                  {model: b, parameters: {weight: 0.3}}, {model: c, parameters: {weight: 0.5}}]}
                """);
        double[][] inputs = Stream.of("a", "b", "c")
                .map(name -> scene.read(scene.folder(name), EMBEDDING))
                .toArray(double[][]::new);
        double[] weights = {0.2, 0.3, 0.5};
        double[] result = scene.read(merged, EMBEDDING);
        for (int i = 0; i < result.length; i++) {
            BigDecimal exact = BigDecimal.ZERO;
            for (int model = 0; model < weights.length; model++) {
                exact = exact.add(new BigDecimal(weights[model]).multiply(new BigDecimal(inputs[model][i])));
            }
            assertNearest(result[i], exact);
        }
    }

    /** Between two neighbours of which float64 cannot tell the nearer one, either will do. */
    private static void assertNearest(double result, BigDecimal exact) {
        double least = distance(Comparing.nearest(DType.BF16, exact), exact);
        assertThat(distance(result, exact)).isLessThanOrEqualTo(least + 1e-15 * Math.abs(result));
    }

    private static double distance(double number, BigDecimal exact) {
        return new BigDecimal(number).subtract(exact).abs().doubleValue();
    }

    private static List<Trap> chance() {
        return List.of(
                handled(
                        "DARE, run twice",
                        "mergekit draws without a seed, and with one in the order of its tasks.",
                        "The same bytes each time, in any order of the models.",
                        scene -> {
                            threeModels(scene);
                            String recipe =
                                    "{merge_method: dare_ties, base_model: a, models: [{model: b}, {model: c}], parameters: {weight: 0.5, density: 0.5}}";
                            scene.assertSame(
                                    recipe, recipe, recipe.replace("{model: b}, {model: c}", "{model: c}, {model: b}"));
                        }),
                handled(
                        "A recipe without `base_model`",
                        "mergekit takes config and tokenizer from a model that depends on Python's hash seed.",
                        "From the first model of the list.",
                        scene -> {
                            for (String name : List.of("a", "b")) {
                                scene.model(name).file("tokenizer_config.json", "{\"of\": \"%s\"}".formatted(name));
                                scene.norm(name, DType.F32, 1, 2);
                            }
                            assertThat(Files.readString(
                                            scene.merge(RecipeTraps.HALVES).resolve("tokenizer_config.json")))
                                    .contains("\"a\"");
                        }));
    }
}
