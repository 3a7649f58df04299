package io.graft.eval.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.graft.core.GraftException;
import io.graft.core.merge.DeviceReport;
import io.graft.core.merge.DeviceUse;
import io.graft.core.merge.MergeInputs;
import io.graft.core.merge.MergeListener;
import io.graft.core.merge.MergeOptions;
import io.graft.core.merge.MergePlan;
import io.graft.core.merge.MergeResult;
import io.graft.core.merge.MergeRun;
import io.graft.core.merge.SeriesRun;
import io.graft.core.recipe.Recipe;
import io.graft.core.recipe.RecipeSeries;
import io.graft.core.safetensors.SafetensorsWriter;
import io.graft.core.safetensors.TensorInfo;
import io.graft.core.tensor.DType;
import io.graft.core.tensor.Elements;
import io.graft.core.tensor.Shape;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Merges of the samples on PyTorch's CPU device, beside Graft's own kernels. A GPU runs the same code. */
class TorchDeviceTest {
    private static final Path SAMPLES =
            Path.of("..", "samples").toAbsolutePath().normalize();
    private static final String ONE = "{model: base+adapters/sentiment, parameters: {weight: 0.7}}";
    private static final String OTHER = "{model: base+adapters/support, parameters: {weight: 0.45}}";
    private static final String LINEAR = "{merge_method: linear, models: [%s, %s], dtype: %s}";
    private static final String TIES =
            "{merge_method: ties, base_model: base, models: [%s, %s], parameters: {density: 0.5}, dtype: %s}";

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"float32", "bfloat16", "float16", "float64"})
    void aLinearMergeOfAdaptersIsTheKernelsToTheLastBitOrTwo(String dtype) throws Exception {
        assertClose(LINEAR.formatted(ONE, OTHER, dtype), dtype);
    }

    @ParameterizedTest
    @ValueSource(strings = {"float32", "bfloat16", "float16", "float64"})
    void soIsTaskArithmetic(String dtype) throws Exception {
        String recipe =
                "{merge_method: task_arithmetic, base_model: base, models: [%s, %s], parameters: {lambda: 0.8}, dtype: %s}"
                        .formatted(ONE, OTHER, dtype);
        assertClose(recipe, dtype);
    }

    @Test
    void oneAdapterIntoABaseMakesTheSameArtifact() throws Exception {
        String recipe = "{merge_method: linear, models: [{model: base+adapters/sentiment, parameters: {weight: 1}}]}";
        MergeResult onDevice = merge(recipe, "device", MergeOptions.defaults(), true);
        MergeResult own = merge(recipe, "own", MergeOptions.defaults(), false);

        assertThat(report(onDevice).isReproducible())
                .as(report(onDevice).toString())
                .isTrue();
        assertThat(onDevice.manifest()).isEqualTo(own.manifest());
        assertThat(folder.resolve("device/graft_provenance.json")).content().doesNotContain("\"device\"");
    }

    @Test
    void aMergeThatWasNotComparedWholeSaysSo() throws Exception {
        MergeOptions blocks = MergeOptions.defaults().withBlock(1 << 12);
        DeviceReport report = report(merge(LINEAR.formatted(ONE, OTHER, "bfloat16"), "out", blocks, false, true));

        assertThat(report.compared()).isPositive().isLessThan(report.elements());
        assertThat(report.isReproducible()).isFalse();
        assertThat(folder.resolve("out/graft_provenance.json"))
                .content()
                .contains("\"device\"", "\"name\": \"torch:cpu\"", "\"reproducible\": false");
    }

    @Test
    void whatIsNoSumIsLeftToTheKernels() throws Exception {
        MergeResult onDevice = merge(TIES.formatted(ONE, OTHER, "bfloat16"), "device", MergeOptions.defaults(), true);
        MergeResult own = merge(TIES.formatted(ONE, OTHER, "bfloat16"), "own", MergeOptions.defaults(), false);

        assertThat(report(onDevice).tensors()).isEmpty();
        assertThat(onDevice.manifest()).isEqualTo(own.manifest());
    }

    @Test
    void aResultOfAnUnprovedStepIsUnproved() throws Exception {
        String series = """
                name: half
                merge_method: linear
                models: [%s, %s]
                dtype: float64
                ---
                merge_method: passthrough
                models: [{model: half}]
                """.formatted(ONE, OTHER);
        try (TorchDevice device = TorchDevice.open("cpu", "torch:cpu")) {
            MergeResult result = SeriesRun.run(
                    RecipeSeries.parse(series, "recipe.yml"),
                    source -> SAMPLES.resolve(source.toString()),
                    folder.resolve("out"),
                    MergeOptions.defaults().on(new DeviceUse(device, false)).withBlock(1 << 12),
                    MergeListener.NONE);

            assertThat(report(result).tensors()).isNotEmpty();
            assertThat(report(result).isReproducible()).isFalse();
        }
    }

    @Test
    void whereTermsCancelTheirRoundingIsNoFault() throws Exception {
        for (String copy : List.of("one", "two", "three")) {
            Files.createDirectories(folder.resolve(copy));
            for (String file : List.of("config.json", "model.safetensors")) {
                Files.copy(
                        SAMPLES.resolve("base").resolve(file),
                        folder.resolve(copy).resolve(file));
            }
        }
        String recipe = """
                merge_method: linear
                models:
                - {model: %1$s/one, parameters: {weight: 0.7}}
                - {model: %1$s/two, parameters: {weight: 0.3}}
                - {model: %1$s/three, parameters: {weight: -1.0}}
                parameters: {normalize: false}
                dtype: float32
                """.formatted(folder);

        DeviceReport report = report(merge(recipe, "out", MergeOptions.defaults(), true));
        assertThat(report.greatestUlp()).isGreaterThan(1000);
        assertThat(report.isReproducible()).isFalse();
    }

    @Test
    void blocksMayBeOfAnySize() throws Exception {
        String recipe = LINEAR.formatted(ONE, OTHER, "float32");
        merge(recipe, "small", MergeOptions.defaults().withBlock(1 << 12).withThreads(1), true);
        merge(recipe, "large", MergeOptions.defaults(), true);

        assertThat(folder.resolve("small/model.safetensors"))
                .hasSameBinaryContentAs(folder.resolve("large/model.safetensors"));
    }

    @Test
    void aMatrixOfOneColumnIsNoRow() throws Exception {
        Path base = folder.resolve("narrow");
        Path adapter = folder.resolve("adapter");
        write(base, "model.safetensors", List.of(TensorInfo.at(0, "a.weight", DType.BF16, Shape.of(300, 1))));
        Files.writeString(base.resolve("config.json"), "{\"model_type\": \"llama\"}");
        TensorInfo down = TensorInfo.at(0, "base_model.model.a.lora_A.weight", DType.F32, Shape.of(4, 1));
        TensorInfo up = TensorInfo.at(down.end(), "base_model.model.a.lora_B.weight", DType.F32, Shape.of(300, 4));
        write(adapter, "adapter_model.safetensors", List.of(down, up));
        Files.writeString(
                adapter.resolve("adapter_config.json"),
                "{\"peft_type\": \"LORA\", \"r\": 4, \"lora_alpha\": 8, \"target_modules\": [\"a\"]}");
        MergeResult result = merge(
                "{merge_method: linear, models: [{model: %s+%s, parameters: {weight: 1}}]}".formatted(base, adapter),
                "out",
                MergeOptions.defaults(),
                true);

        assertThat(report(result).elements()).isEqualTo(300);
        assertThat(report(result).isReproducible()).isTrue();
    }

    private static void write(Path folder, String name, List<TensorInfo> tensors) throws IOException {
        Files.createDirectories(folder);
        Random random = new Random(name.length());
        try (SafetensorsWriter writer = SafetensorsWriter.create(folder.resolve(name), tensors)) {
            for (TensorInfo tensor : tensors) {
                int count = Math.toIntExact(tensor.shape().elements());
                MemorySegment bytes = MemorySegment.ofArray(new byte[Math.toIntExact(tensor.bytes())]);
                Elements.write(tensor.dtype(), random.doubles(count, -1, 1).toArray(), count, bytes, 0);
                writer.append(bytes);
            }
            writer.finish();
        }
    }

    @Test
    void aGpuThatIsNotThereIsSaidNotToBe() {
        GraftException refusal = catchThrowableOfType(GraftException.class, () -> TorchDevice.open("cuda:7", "cuda:7"));

        assertThat(refusal.code().name()).isEqualTo("DEVICE_MISSING");
        assertThat(refusal.remedy()).contains("PYTORCH_LIBRARY_PATH");
    }

    private void assertClose(String recipe, String dtype) throws Exception {
        DeviceReport report = report(merge(recipe, "out", MergeOptions.defaults(), true));

        assertThat(report.tensors()).isNotEmpty();
        assertThat(report.compared()).isEqualTo(report.elements());
        if (dtype.equals("float64")) {
            assertThat((double) report.differing() / report.elements()).isLessThan(0.6);
            return;
        }
        assertThat(report.greatestUlp()).as(report.toString()).isLessThanOrEqualTo(1);
        assertThat((double) report.differing() / report.elements()).isLessThan(1e-5);
    }

    private static DeviceReport report(MergeResult result) {
        return result.device().orElseThrow();
    }

    private MergeResult merge(String recipe, String output, MergeOptions options, boolean onDevice) throws Exception {
        return merge(recipe, output, options, true, onDevice);
    }

    private MergeResult merge(String text, String output, MergeOptions options, boolean whole, boolean onDevice)
            throws Exception {
        Recipe recipe = Recipe.parse(text, "recipe.yml");
        Optional<DeviceUse> use =
                onDevice ? Optional.of(new DeviceUse(TorchDevice.open("cpu", "torch:cpu"), whole)) : Optional.empty();
        try (MergeInputs inputs = MergeInputs.open(recipe, source -> SAMPLES.resolve(source.toString()))) {
            return MergeRun.run(
                    MergePlan.of(recipe, inputs),
                    folder.resolve(output),
                    use.map(options::on).orElse(options),
                    MergeListener.NONE);
        } finally {
            use.ifPresent(opened -> opened.device().close());
        }
    }
}
