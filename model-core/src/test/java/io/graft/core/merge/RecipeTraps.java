package io.graft.core.merge;

import static io.graft.core.merge.Scene.NORM;
import static io.graft.core.merge.Scene.config;
import static io.graft.core.merge.Trap.found;
import static io.graft.core.merge.Trap.handled;
import static io.graft.core.merge.Trap.refused;
import static org.assertj.core.api.Assertions.assertThat;

import io.graft.core.method.MethodError;
import io.graft.core.recipe.RecipeError;
import io.graft.core.tensor.DType;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.stream.Stream;

/** Recipes that mergekit merges silently wrong. */
final class RecipeTraps {
    static final String HALVES = "{merge_method: linear, models: [{model: a}, {model: b}], parameters: {weight: 0.5}}";

    private RecipeTraps() {}

    static Stream<Trap> all() {
        return Stream.of(sparsity(), words(), weights()).flatMap(List::stream);
    }

    private static List<Trap> sparsity() {
        return List.of(
                handled(
                        "`breadcrumbs` of a tensor with fewer than 100 elements",
                        "mergekit deletes all of its differences.",
                        "Keeps the share that is asked for.",
                        scene -> {
                            differences(scene, 1, 2, 3, 4);
                            scene.assertMerges(ofOne("breadcrumbs", "density: 0.5"), NORM, 0, 0, 3, 4);
                        }),
                handled(
                        "`breadcrumbs` with gamma 0",
                        "mergekit deletes all differences of all tensors.",
                        "Drops none of the largest.",
                        scene -> {
                            differences(scene, 1, 2, 3, 4);
                            scene.assertMerges(ofOne("breadcrumbs_ties", "density: 0.75, gamma: 0"), NORM, 0, 2, 3, 4);
                        }),
                handled(
                        "`ties` with weights 0.5 and −0.499",
                        "mergekit divides by their sum, and makes differences a thousand times as large.",
                        "Divides by the sum of the magnitudes.",
                        scene -> {
                            differences(scene, 1, 1);
                            scene.norm("other", DType.F32, -1, -1);
                            scene.assertMerges("""
                                    {merge_method: ties, base_model: base, models: [
                                      {model: m, parameters: {weight: 0.5}}, {model: other, parameters: {weight: -0.499}}]}
                                    """, NORM, 1, 1);
                        }),
                handled(
                        "`della` of a tensor with one column",
                        "mergekit divides 0 by 0 for the probabilities.",
                        "An only element of a row is kept with the density itself.",
                        scene -> {
                            for (String name : List.of("base", "m")) {
                                scene.model(name)
                                        .tensor("gate.weight", DType.F32, i -> name.equals("m") ? 1 : 0, 64, 1)
                                        .model(config("'num_hidden_layers':1"));
                            }
                            double[] merged = scene.read(
                                    scene.merge(ofOne("della_linear", "density: 0.5, epsilon: 0.1", "rescale: false")),
                                    "gate.weight");
                            assertThat(merged).containsOnly(0, 1);
                        }));
    }

    /** A base of zeros, and a model of these elements. */
    static void differences(Scene scene, double... values) throws IOException {
        scene.norm("base", DType.F32, new double[values.length]);
        scene.norm("m", DType.F32, values);
    }

    static String ofOne(String method, String parameters, String... global) {
        return "{merge_method: %s, base_model: base, models: [{model: m, parameters: {weight: 1, %s}}], parameters: {%s}}"
                .formatted(method, parameters, global.length == 0 ? "lambda: 1" : global[0]);
    }

    private static List<Trap> words() {
        return List.of(
                refused(
                        "A misspelt parameter",
                        "mergekit ignores it.",
                        RecipeError.RECIPE_UNKNOWN_KEY,
                        "densty",
                        scene -> {
                            differences(scene, 1, 2);
                            return ofOne("ties", "densty: 0.5");
                        }),
                refused(
                        "`residual_weight` in a slice",
                        "mergekit reads it and does nothing with it.",
                        RecipeError.RECIPE_UNSUPPORTED,
                        "residual_weight",
                        scene -> "{merge_method: passthrough, slices: [{sources: [{model: a, layer_range: [0, 1]}],"
                                + " residual_weight: 1}]}"),
                refused(
                        "A density of 1.5",
                        "mergekit keeps everything, as with 1.",
                        RecipeError.RECIPE_WRONG_VALUE,
                        "density",
                        scene -> ofOne("ties", "density: 1.5")),
                refused(
                        "A model that is listed twice",
                        "mergekit accepts it.",
                        RecipeError.RECIPE_WRONG_VALUE,
                        "a twice",
                        scene -> HALVES.replace("model: b", "model: a")),
                found("One model under two names", "Every tool counts it twice.", "DUPLICATE_INPUT", scene -> {
                    scene.norm("a", DType.F32, 1, 2);
                    Files.createSymbolicLink(scene.folder("b"), scene.folder("a"));
                    return HALVES;
                }));
    }

    private static List<Trap> weights() {
        return List.of(
                refused(
                        "`linear` with weights that add up to 0",
                        "mergekit divides by 0 and writes NaN or infinity.",
                        MethodError.MERGE_WEIGHTS_CANCEL,
                        NORM,
                        scene -> {
                            scene.norm("a", DType.F32, 1, 2);
                            scene.norm("b", DType.F32, 1, 3);
                            return "{merge_method: linear, models: [{model: a, parameters: {weight: 0.5}},"
                                    + " {model: b, parameters: {weight: -0.5}}]}";
                        }),
                refused(
                        "`task_arithmetic` with `normalize` and weights that add up to 0",
                        "mergekit divides by 1 instead, and the result is not normalised.",
                        MethodError.MERGE_WEIGHTS_CANCEL,
                        NORM,
                        scene -> {
                            scene.norm("base", DType.F32, 0, 0);
                            scene.norm("a", DType.F32, 1, 2);
                            scene.norm("b", DType.F32, 1, 3);
                            return "{merge_method: task_arithmetic, base_model: base, parameters: {normalize: true},"
                                    + " models: [{model: a, parameters: {weight: 0.5}},"
                                    + " {model: b, parameters: {weight: -0.5}}]}";
                        }));
    }
}
