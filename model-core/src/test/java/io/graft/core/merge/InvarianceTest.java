package io.graft.core.merge;

import static org.assertj.core.api.Assertions.assertThat;

import io.graft.core.artifact.Manifest;
import io.graft.core.kernel.Kernels;
import io.graft.core.tensor.DType;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** One recipe on one set of inputs has one result, in every byte. */
class InvarianceTest {
    private static final int LAYERS = 3;

    @TempDir
    Path folder;

    private int outputs;

    @BeforeEach
    void writeInputs() throws IOException {
        for (String name : List.of("base", "m1", "m2", "m3")) {
            Models.llama(folder.resolve(name), LAYERS, DType.BF16, name.hashCode());
        }
        Models.lora(folder.resolve("l1"), LAYERS, DType.F32, 1);
        Models.lora(folder.resolve("l2"), LAYERS, DType.BF16, 2);
        Models.lora(folder.resolve("l3"), LAYERS, DType.F16, 3);
    }

    @ParameterizedTest
    @EnumSource(names = {"BF16", "F16", "F32"})
    void neitherThreadsNorBlocksNorKernelsChangeAByte(DType dtype) throws Exception {
        String recipe = taskArithmetic("base+l1", "base+l2", "m1+l3", "m2") + "\ndtype: " + dtype.torchName();
        Manifest expected = merge(recipe, MergeOptions.defaults());
        List<Manifest> others = Stream.of(1, 2, 8)
                .flatMap(threads -> Stream.of(1 << 10, 1 << 16)
                        .map(block ->
                                MergeOptions.defaults().withThreads(threads).withBlock(block)))
                .flatMap(options -> Stream.of(options, options.withKernels(Kernels.scalar())))
                .map(options -> merge(recipe, options))
                .toList();

        assertThat(others).hasSize(12).containsOnly(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"ties", "dare_linear", "dare_ties", "breadcrumbs", "breadcrumbs_ties", "della", "della_linear"})
    void norDoTheyWherePartsOfTheDifferencesAreChosen(String method) {
        String recipe = sparse(method, "base+l1", "m1+l3", "m2");
        Manifest expected = merge(recipe, MergeOptions.defaults());
        MergeOptions small = MergeOptions.defaults().withThreads(3).withBlock(1 << 10);

        assertThat(merge(recipe, small)).isEqualTo(expected);
        assertThat(merge(recipe, small.withKernels(Kernels.scalar()))).isEqualTo(expected);
        assertThat(merge(sparse(method, "m2", "base+l1", "m1+l3"), small)).isEqualTo(expected);
    }

    private static String sparse(String method, String... models) {
        return taskArithmetic(models)
                .replace("task_arithmetic", method)
                .replace("lambda: 0.7", "density: 0.4, lambda: 0.7");
    }

    /** Wide enough for whole vectors, where bf16 is rounded from float32 wherever that is proved to be the same. */
    @Test
    void norDoTheyWhereFloat32ServesAsWell() throws IOException {
        String target = "model.layers.0.mlp.down_proj";
        Models.in(folder.resolve("wide"))
                .random(target + ".weight", DType.BF16, 1, 200, 608)
                .model("{\"architectures\": [\"LlamaForCausalLM\"], \"model_type\": \"llama\"}");
        for (int i = 0; i < 2; i++) {
            Models.in(folder.resolve("w" + i))
                    .random("base_model.model." + target + ".lora_A.weight", DType.F32, i, 8, 608)
                    .random("base_model.model." + target + ".lora_B.weight", DType.F32, i, 200, 8)
                    .adapter("{\"peft_type\": \"LORA\", \"r\": 8, \"lora_alpha\": 5}");
        }
        for (String recipe : List.of(linear("wide+w0"), linear("wide+w0", "wide+w1"))) {
            Manifest expected = merge(recipe, MergeOptions.defaults().withKernels(Kernels.scalar()));

            assertThat(merge(recipe, MergeOptions.defaults())).isEqualTo(expected);
            assertThat(merge(recipe, MergeOptions.defaults().withThreads(3).withBlock(1 << 12)))
                    .isEqualTo(expected);
        }
    }

    @Test
    void adaptersCanBeListedInAnyOrder() {
        Manifest expected = merge(taskArithmetic("base+l1", "base+l2", "base+l3"), MergeOptions.defaults());

        assertThat(merge(taskArithmetic("base+l3", "base+l1", "base+l2"), MergeOptions.defaults()))
                .isEqualTo(expected);
        assertThat(merge(taskArithmetic("base+l2", "base+l3", "base+l1"), MergeOptions.defaults()))
                .isEqualTo(expected);
    }

    @Test
    void modelsCanBeListedInAnyOrder() {
        Manifest expected = merge(linear("m1", "m2", "m3"), MergeOptions.defaults());

        assertThat(merge(linear("m3", "m2", "m1"), MergeOptions.defaults())).isEqualTo(expected);
        assertThat(merge(linear("m2", "m3", "m1"), MergeOptions.defaults())).isEqualTo(expected);
    }

    @Test
    void placesAndNamesOfTheInputsMeanNothing() throws IOException {
        Manifest expected = merge(taskArithmetic("base+l1", "m1"), MergeOptions.defaults());
        Models.llama(folder.resolve("elsewhere/x"), LAYERS, DType.BF16, "base".hashCode());
        Models.lora(folder.resolve("elsewhere/y"), LAYERS, DType.F32, 1);

        String moved =
                taskArithmetic("elsewhere/x+elsewhere/y", "m1").replace("base_model: base", "base_model: elsewhere/x");
        assertThat(merge(moved, MergeOptions.defaults())).isEqualTo(expected);
    }

    @Test
    void aWholeModelOfWeightOneIsTheModelByteForByte() {
        merge("merge_method: linear\nmodels: [{model: m1, parameters: {weight: 0.3}}]", MergeOptions.defaults());

        assertThat(folder.resolve("out1/model.safetensors")).hasSameBinaryContentAs(sorted("m1"));
    }

    /** The model as the engine lays it out. */
    private Path sorted(String model) {
        merge("merge_method: passthrough\nmodels: [{model: %s}]".formatted(model), MergeOptions.defaults());
        Comparing.assertWithin(0, folder.resolve("out" + outputs), folder.resolve(model));
        return folder.resolve("out" + outputs + "/model.safetensors");
    }

    private Manifest merge(String recipe, MergeOptions options) {
        try {
            Path output = folder.resolve("out" + ++outputs);
            return Merging.of(folder, recipe).with(options).into(output).manifest();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String taskArithmetic(String... models) {
        return "merge_method: task_arithmetic\nbase_model: base\nparameters: {lambda: 0.7}\nmodels:\n" + list(models);
    }

    private static String linear(String... models) {
        return "merge_method: linear\nbase_model: m1\nmodels:\n" + list(models);
    }

    private static String list(String... models) {
        StringBuilder list = new StringBuilder();
        for (String model : models) {
            list.append("  - {model: %s, parameters: {weight: 0.3}}\n".formatted(model));
        }
        return list.toString();
    }
}
