package io.graft.core.merge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.graft.core.GraftException;
import io.graft.core.artifact.Manifest;
import io.graft.core.kernel.Kernels;
import io.graft.core.tensor.DType;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds for every method that measures angles, norms or counts. */
class MethodPropertiesTest {
    @TempDir
    Path folder;

    private int outputs;

    @BeforeEach
    void writeModels() throws IOException {
        for (String name : List.of("base", "m1", "m2", "m3")) {
            Models.llama(folder.resolve(name), 2, DType.BF16, name.hashCode());
        }
        for (String name : List.of("same", "same2", "same3")) {
            Models.llama(folder.resolve(name), 2, DType.BF16, "base".hashCode());
        }
        Models.lora(folder.resolve("l1"), 2, DType.F32, 1);
        Models.lora(folder.resolve("l2"), 2, DType.BF16, 2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "slerp, base_model: base, parameters: {t: 0.4}, models: [x]",
                "nuslerp, models: [X, Y]",
                "nuslerp, base_model: base, models: [X, Y]",
                "nuslerp, base_model: base, parameters: {nuslerp_flatten: false}, models: [X, Y]",
                "nuslerp, parameters: {nuslerp_flatten: false, nuslerp_row_wise: true}, models: [X, Y]",
                "multislerp, models: [X, Y, Z]",
                "multislerp, base_model: base, models: [X, Y, Z]",
                "karcher, models: [x, y, z]",
                "model_stock, base_model: base, models: [x, y, z]",
                "model_stock, base_model: base, parameters: {filter_wise: true}, models: [x, y, z]",
                "ram, base_model: base, models: [x, y, z]",
                "ramplus_tl, base_model: base, models: [x, y, z]",
                "nearswap, base_model: base, parameters: {t: 0.05}, models: [x]",
                "arcee_fusion, base_model: base, models: [x]",
                "sce, base_model: base, parameters: {select_topk: 0.3}, models: [x, y, z]"
            })
    void neitherThreadsNorBlocksNorKernelsNorOrderChangeAByte(String method) {
        String recipe = recipe(method, "base+l1", "base+l2", "m1");
        Manifest expected = merge(recipe, MergeOptions.defaults());

        assertThat(Stream.of(1, 3)
                        .flatMap(threads -> Stream.of(1 << 10, 1 << 16).map(block -> MergeOptions.defaults()
                                .withThreads(threads)
                                .withBlock(block)))
                        .flatMap(options -> Stream.of(options, options.withKernels(Kernels.scalar())))
                        .map(options -> merge(recipe, options)))
                .containsOnly(expected);
        assertThat(merge(recipe(inOtherOrder(method), "base+l1", "base+l2", "m1"), MergeOptions.defaults()))
                .isEqualTo(expected);
    }

    private static String inOtherOrder(String method) {
        return method.replace("X, Y", "Y, X").replace("x, y", "y, x");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "slerp, base_model: base, parameters: {t: 0.4}, models: [x]",
                "nuslerp, models: [X, Y]",
                "nuslerp, base_model: base, models: [X, Y]",
                "nuslerp, parameters: {nuslerp_flatten: false}, models: [X, Y]",
                "multislerp, models: [X, Y, Z]",
                "multislerp, base_model: base, models: [X, Y, Z]",
                "karcher, models: [x, y, z]",
                "model_stock, base_model: base, models: [x, y]",
                "model_stock, base_model: base, parameters: {filter_wise: true}, models: [x, y]",
                "ram, base_model: base, models: [x, y]",
                "ramplus_tl, base_model: base, models: [x, y]",
                "nearswap, base_model: base, parameters: {t: 0.01}, models: [x]",
                "arcee_fusion, base_model: base, models: [x]",
                "sce, base_model: base, parameters: {select_topk: 0.3}, models: [x, y]"
            })
    void modelsThatAreAllTheSameAreTheResult(String method) {
        merge(recipe(method, "same", "same2", "same3"), MergeOptions.defaults());

        assertIs("base");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "multislerp, models: [X]",
                "multislerp, base_model: base, models: [X]",
                "karcher, models: [x]",
                "ram, base_model: base, parameters: {epsilon: 0}, models: [x]",
                "sce, base_model: base, models: [x]",
                "slerp, base_model: base, parameters: {t: 1}, models: [x]",
                "nearswap, base_model: base, parameters: {t: 100}, models: [x]",
                "nuslerp, models: [X, {model: m2, parameters: {weight: 0}}]",
                "multislerp, base_model: base, models: [X, {model: m2, parameters: {weight: 0}}]"
            })
    void theOnlyModelThatCountsIsTheResult(String method) {
        merge(recipe(method, "m1", "", ""), MergeOptions.defaults());

        assertIs("m1");
    }

    @Test
    void directionsThatCancelHaveNoMean() throws IOException {
        opposites();

        assertUndefined("{merge_method: karcher, models: [{model: plus}, {model: minus}]}");
        assertUndefined("{merge_method: multislerp, models: [%s, %s, %s]}"
                .formatted(weighted("plus", 1), weighted("minus", 2), weighted("plus2", 1)));
        assertUndefined("{merge_method: model_stock, base_model: zero, models: [{model: plus}, {model: minus}]}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "slerp, base_model: base, parameters: {t: 0.4}, models: [x]",
                "nuslerp, models: [X, Y]",
                "multislerp, models: [X, Y]",
                "karcher, models: [x, y]",
                "model_stock, base_model: base, models: [x, y]",
                "ram, base_model: base, models: [x, y]",
                "ramplus_tl, base_model: base, models: [x, y]",
                "nearswap, base_model: base, parameters: {t: 0.05}, models: [x]",
                "arcee_fusion, base_model: base, models: [x]",
                "sce, base_model: base, parameters: {select_topk: 0.3}, models: [x, y]"
            })
    void whatIsNotANumberIsNeverLost(String method) throws IOException {
        for (String name : List.of("base", "well", "ill")) {
            Models.in(folder.resolve(name))
                    .tensor("w", DType.F32, i -> name.equals("ill") && i == 5 ? Double.NaN : i * name.length(), 4, 4)
                    .model("{\"model_type\": \"llama\", \"num_hidden_layers\": 1}");
        }

        assertThatThrownBy(() -> merge(recipe(method, "ill", "well", ""), MergeOptions.defaults()))
                .isInstanceOfSatisfying(
                        GraftException.class, fault -> assertThat(fault.code()).isEqualTo(MergeError.MERGE_NOT_FINITE));
    }

    private void opposites() throws IOException {
        for (String name : List.of("plus", "plus2", "minus", "zero")) {
            double sign = name.startsWith("plus") ? 1 : name.equals("minus") ? -1 : 0;
            Models.in(folder.resolve(name))
                    .tensor("w", DType.F32, i -> sign * (i + 1), 4, 4)
                    .model("{\"model_type\": \"llama\", \"num_hidden_layers\": 1}");
        }
    }

    private void assertUndefined(String recipe) {
        assertThatThrownBy(() -> merge(recipe, MergeOptions.defaults()))
                .isInstanceOfSatisfying(GraftException.class, fault -> {
                    assertThat(fault.code()).hasToString("MERGE_UNDEFINED");
                    assertThat(fault.where()).isEqualTo("w");
                });
    }

    private void assertIs(String model) {
        Comparing.assertWithin(0, folder.resolve("out" + outputs), folder.resolve(model));
    }

    /** Puts models in the places of x, y and z, and with weights in those of X, Y and Z. */
    private static String recipe(String method, String x, String y, String z) {
        String[] models = {x, y, z};
        double[] weights = {0.3, 0.5, 0.9};
        String recipe = "{merge_method: " + method + "}";
        for (int i = 0; i < models.length; i++) {
            String letter = "xyz".substring(i, i + 1);
            recipe = recipe.replaceAll("\\b" + letter + "\\b", "{model: %s}".formatted(models[i]))
                    .replaceAll("\\b" + letter.toUpperCase(Locale.ROOT) + "\\b", weighted(models[i], weights[i]));
        }
        return recipe;
    }

    private static String weighted(String model, double weight) {
        return "{model: %s, parameters: {weight: %s}}".formatted(model, weight);
    }

    private Manifest merge(String recipe, MergeOptions options) {
        try {
            Path output = folder.resolve("out" + ++outputs);
            return Merging.of(folder, recipe).with(options).into(output).manifest();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
