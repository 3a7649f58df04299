package io.graft.core.merge;

import static org.assertj.core.api.Assertions.assertThat;

import io.graft.core.artifact.ArtifactFile;
import io.graft.core.artifact.Manifest;
import io.graft.core.kernel.Kernels;
import io.graft.core.kernel.Survey;
import io.graft.core.method.MergeMethod;
import io.graft.core.method.MergeMethods;
import io.graft.core.method.Models.Base;
import io.graft.core.method.Parameter;
import io.graft.core.tensor.DType;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every method that there is holds, on tensors of more than one chunk: one recipe on one set of inputs has one result. */
class EveryMethodTest {
    private static final int WIDTH = 1000;
    private static final int ROWS = Survey.CHUNK / WIDTH + 50;
    private static final Set<String> OF_FACTORS = Set.of("tsv_m", "iso_c", "knots", "core_space");
    private static final Map<String, String> VALUES =
            Map.of("weight", "0.4", "density", "0.6", "t", "0.3", "select_topk", "0.5", "scale", "0.5");

    @TempDir
    static Path folder;

    private static int outputs;

    @BeforeAll
    static void writeInputs() throws IOException {
        for (String name : List.of("base", "m1", "m2", "m3")) {
            int seed = name.hashCode();
            Models.in(folder.resolve(name))
                    .random("large.weight", DType.BF16, seed, ROWS, WIDTH)
                    .random("model.layers.0.up_proj.weight", DType.F16, seed, 30, 70)
                    .random("model.layers.1.up_proj.weight", DType.F32, seed, 30, 70)
                    .random("norm.weight", DType.BF16, seed, 70)
                    .model("{\"model_type\": \"llama\", \"num_hidden_layers\": 2}");
        }
        for (String name : List.of("l1", "l2", "l3")) {
            int seed = name.hashCode();
            Models.in(folder.resolve(name))
                    .random("base_model.model.large.lora_A.weight", DType.F32, seed, 3, WIDTH)
                    .random("base_model.model.large.lora_B.weight", DType.F32, seed, ROWS, 3)
                    .adapter("{\"peft_type\": \"LORA\", \"r\": 3, \"lora_alpha\": 5}");
        }
    }

    static List<String> methods() {
        return MergeMethods.names();
    }

    @ParameterizedTest
    @MethodSource("methods")
    void neitherThreadsNorBlocksNorKernelsChangeAByte(String name) {
        MergeMethod method = MergeMethods.named(name).orElseThrow();
        String recipe = recipe(method, models(method));
        Manifest expected = merge(recipe, MergeOptions.defaults());

        assertThat(Stream.of(1, 2, 8)
                        .flatMap(threads -> Stream.of(1 << 13, 1 << 18).map(block -> MergeOptions.defaults()
                                .withThreads(threads)
                                .withBlock(block)))
                        .map(options -> merge(recipe, options)))
                .containsOnly(expected);
        assertThat(merge(recipe, MergeOptions.defaults().withThreads(3).withKernels(Kernels.scalar())))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @MethodSource("methods")
    void whereModelsCommuteTheirOrderChangesNoByte(String name) {
        MergeMethod method = MergeMethods.named(name).orElseThrow();
        List<String> models = models(method);
        if (method.commutes()) {
            assertThat(weights(recipe(method, models.reversed()))).isEqualTo(weights(recipe(method, models)));
        }
    }

    /** Three where the method takes so many, and adapters among them. */
    private static List<String> models(MergeMethod method) {
        int count = Math.min(3, method.description().models().most());
        List<String> models = OF_FACTORS.contains(method.name())
                ? List.of("base+l1", "base+l2", "base+l3")
                : List.of("m1", "base+l2", "m3");
        return models.subList(0, count);
    }

    private static String recipe(MergeMethod method, List<String> models) {
        return """
                merge_method: %s
                %s
                parameters: {%s}
                models:
                %s
                """.formatted(
                        method.name(),
                        method.base() == Base.NONE ? "" : "base_model: base",
                        parameters(method, false),
                        IntStream.range(0, models.size())
                                .mapToObj(i -> "  - {model: %s, parameters: {%s}}"
                                        .formatted(models.get(i), parameters(method, true)))
                                .collect(Collectors.joining("\n")));
    }

    private static String parameters(MergeMethod method, boolean perModel) {
        return method.description().parameters().stream()
                .filter(parameter -> parameter.perModel() == perModel)
                .map(Parameter::name)
                .filter(VALUES::containsKey)
                .map(name -> name + ": " + VALUES.get(name))
                .collect(Collectors.joining(", "));
    }

    /** Without a base, the first model still gives the small files. */
    private ArtifactFile weights(String recipe) {
        return merge(recipe, MergeOptions.defaults()).files().stream()
                .filter(file -> file.path().endsWith(".safetensors"))
                .findFirst()
                .orElseThrow();
    }

    private Manifest merge(String recipe, MergeOptions options) {
        try {
            return Merging.of(folder, recipe)
                    .with(options)
                    .into(folder.resolve("out" + outputs++))
                    .manifest();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
