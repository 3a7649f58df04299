package io.graft.core.merge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.graft.core.checkpoint.Checkpoint;
import io.graft.core.tensor.DType;
import io.graft.core.tensor.Tensor;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What a method makes of bfloat16 models is its definition, evaluated in doubles and rounded once. */
class MethodDefinitionTest {
    @TempDir
    Path folder;

    @BeforeEach
    void writeModels() throws IOException {
        for (int i = 0; i < 4; i++) {
            write(i == 0 ? "base" : "m" + i, i);
        }
    }

    /** Models that differ from model 0 at four of five places; such a tensor is of any rank. */
    private void write(String name, int seed) throws IOException {
        Models model = Models.in(folder.resolve(name));
        for (long[] dims : List.of(new long[] {24}, new long[] {40, 24}, new long[] {6, 5, 7})) {
            Random base = new Random(dims.length);
            Random change = new Random(10 * dims.length + seed);
            model.tensor(
                    "model.layers.0.w" + dims.length,
                    DType.BF16,
                    _ -> {
                        double delta = change.nextDouble() < 0.8 ? change.nextGaussian() * 0.05 : 0;
                        return seed == 0 ? rounded(base) : rounded(base) + delta;
                    },
                    dims);
        }
        model.model("""
                {"architectures": ["LlamaForCausalLM"], "model_type": "llama", "num_hidden_layers": 1,
                 "torch_dtype": "bfloat16"}
                """);
    }

    private static double rounded(Random random) {
        return DType.BF16.toDouble(DType.BF16.fromDouble(random.nextGaussian() * 0.1));
    }

    static Stream<Arguments> definitions() {
        String two = "models: [{model: m1, parameters: {weight: 0.3}}, {model: m2, parameters: {weight: 0.9}}]";
        String three = two.replace("]", ", {model: m3, parameters: {weight: 0.6}}]");
        String bare = "base_model: base, models: [{model: m1}, {model: m2}, {model: m3}]";
        Definition halfway = Definition.slerp(0.9 / (0.3 + 0.9));
        Definition several = Definition.multislerp(0.3 / 1.8, 0.9 / 1.8, 0.6 / 1.8);
        return Stream.of(
                arguments(
                        "slerp, base_model: base, models: [{model: m1}], parameters: {t: 0.3}", Definition.slerp(0.3)),
                arguments("nuslerp, " + two, halfway),
                arguments("nuslerp, parameters: {nuslerp_flatten: false}, " + two, halfway.byRows()),
                arguments(
                        "nuslerp, parameters: {nuslerp_flatten: false, nuslerp_row_wise: true}, " + two,
                        halfway.byColumns()),
                arguments("nuslerp, base_model: base, " + two, halfway.onDifferences()),
                arguments(
                        "nuslerp, base_model: base, parameters: {nuslerp_flatten: false}, " + two,
                        halfway.byRows().onDifferences()),
                arguments("multislerp, " + three, several),
                arguments("multislerp, base_model: base, " + three, several.onDifferences()),
                arguments("karcher, models: [{model: m1}, {model: m2}, {model: m3}]", Definition.karcher(10)),
                arguments(
                        "karcher, parameters: {max_iter: 1}, models: [{model: m1}, {model: m2}, {model: m3}]",
                        Definition.karcher(1)),
                arguments("model_stock, " + bare, Definition.modelStock().onDifferences()),
                arguments(
                        "model_stock, parameters: {filter_wise: true}, " + bare,
                        Definition.modelStock().byRows().onDifferences()),
                arguments("ram, " + bare, Definition.ram(0, 0).onDifferences()),
                arguments("ramplus_tl, " + bare, Definition.ram(0.1, 0.2).onDifferences()),
                arguments(
                        "ramplus_tl, parameters: {r: 0.5, alpha: 9}, " + bare,
                        Definition.ram(0.5, 9).onDifferences()),
                arguments(
                        "nearswap, base_model: base, models: [{model: m1}], parameters: {t: 0.02}",
                        Definition.nearswap(0.02)),
                arguments("arcee_fusion, base_model: base, models: [{model: m1}]", Definition.arceeFusion()),
                arguments("sce, " + bare, Definition.sce(1).onDifferences()),
                arguments(
                        "sce, parameters: {select_topk: 0.4}, " + bare,
                        Definition.sce(0.4).onDifferences()));
    }

    @ParameterizedTest
    @MethodSource("definitions")
    void eachElementIsTheDefinitionRoundedOnce(String recipe, Definition definition) throws Exception {
        Merging.of(folder, "{merge_method: %s}".formatted(recipe)).into(folder.resolve("out"));

        List<Checkpoint> inputs = Stream.of("base", "m1", "m2", "m3")
                .filter(recipe::contains)
                .filter(model -> !model.equals("base") || recipe.contains("base_model"))
                .map(model -> Checkpoint.open(folder.resolve(model)))
                .toList();
        try (Checkpoint merged = Checkpoint.open(folder.resolve("out"))) {
            merged.tensors().keySet().forEach(name -> assertDefined(merged.tensor(name), inputs, definition));
        } finally {
            inputs.forEach(Checkpoint::close);
        }
    }

    private static void assertDefined(Tensor merged, List<Checkpoint> inputs, Definition definition) {
        List<double[]> vectors = inputs.stream()
                .map(input -> Comparing.values(input.tensor(merged.name())))
                .toList();
        double[] expected = Arrays.stream(definition.of(vectors, merged.shape()))
                .map(value -> Comparing.nearest(DType.BF16, new BigDecimal(value)))
                .toArray();
        assertThat(Comparing.values(merged)).as(merged.name()).isEqualTo(expected);
    }
}
