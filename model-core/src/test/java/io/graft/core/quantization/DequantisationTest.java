package io.graft.core.quantization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.graft.core.GraftException;
import io.graft.core.checkpoint.Checkpoint;
import io.graft.core.checkpoint.Fingerprint;
import io.graft.core.safetensors.SafetensorsFile;
import io.graft.core.safetensors.SafetensorsWriter;
import io.graft.core.safetensors.TensorInfo;
import io.graft.core.tensor.DType;
import io.graft.core.tensor.Shape;
import io.graft.core.tensor.Tensor;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DequantisationTest {
    private static final Path FIXTURES = Path.of("src/test/resources/quantization");
    private static final String WEIGHT = "model.layers.0.self_attn.q_proj.weight";

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"nf4", "nf4-double", "fp4", "int8", "fp8-tiles", "fp8-rows"})
    void packedWeightsAreWhatTheirLibraryUnpacksBitForBit(String packing) {
        try (Checkpoint model = Dequantisation.open(FIXTURES.resolve(packing));
                SafetensorsFile expected =
                        SafetensorsFile.open(FIXTURES.resolve(packing).resolve("expected.safetensors"))) {
            assertThat(model.tensors().keySet())
                    .containsExactlyElementsOf(expected.tensors().stream()
                            .map(Tensor::name)
                            .sorted()
                            .toList());
            for (Tensor tensor : expected.tensors()) {
                Tensor found = model.tensor(tensor.name());
                assertThat(found.dtype()).isEqualTo(tensor.dtype());
                assertThat(found.shape()).isEqualTo(tensor.shape());
                assertThat(found.data().mismatch(tensor.data()))
                        .as(tensor.name())
                        .isNegative();
            }
            assertThat(model.config().quantization()).isEmpty();
            assertThat(Dequantisation.of(model).orElseThrow().weights()).isEqualTo(2);
        }
    }

    @Test
    void theFingerprintIsThatOfWhatIsStored() {
        try (Checkpoint model = Dequantisation.open(FIXTURES.resolve("nf4"));
                Checkpoint stored = Checkpoint.open(FIXTURES.resolve("nf4"))) {
            assertThat(Fingerprint.of(model)).isEqualTo(Fingerprint.of(stored));
            assertThat(stored.config().quantization()).contains("bitsandbytes");
        }
    }

    @Test
    void anOutlineHasTheShapesAndNoNumbers() {
        try (Checkpoint outline = Dequantisation.outline(FIXTURES.resolve("nf4"));
                Checkpoint model = Dequantisation.open(FIXTURES.resolve("nf4"))) {
            assertThat(outline.tensor(WEIGHT).shape())
                    .isEqualTo(model.tensor(WEIGHT).shape());
            assertThat(outline.tensor(WEIGHT).values()).containsOnly(0);
        }
    }

    @Test
    void aModelThatIsNotQuantisedIsOpenedAsItIs() throws IOException {
        Path plain = Files.createDirectory(folder.resolve("plain"));
        Files.writeString(plain.resolve("config.json"), "{}");
        Files.copy(FIXTURES.resolve("nf4").resolve("expected.safetensors"), plain.resolve("model.safetensors"));
        try (Checkpoint model = Dequantisation.open(plain)) {
            assertThat(Dequantisation.of(model)).isEmpty();
            assertThat(model.stored()).isSameAs(model);
        }
    }

    @Test
    void whatCannotBeUnpackedStaysAsItIsAndItsConfigSaysSo() throws IOException {
        Files.copy(FIXTURES.resolve("nf4").resolve("expected.safetensors"), folder.resolve("model.safetensors"));
        Files.writeString(folder.resolve("config.json"), "{\"quantization_config\": {\"quant_method\": \"gptq\"}}");
        try (Checkpoint model = Dequantisation.open(folder)) {
            assertThat(model.config().quantization()).contains("gptq");
        }
    }

    @Test
    void aMissingScaleIsNamed() throws IOException {
        refused(changed("nf4", WEIGHT + ".absmax", null), WEIGHT + ".absmax is missing");
        refused(changed("fp8-tiles", WEIGHT + "_scale_inv", null), "there is no " + WEIGHT + "_scale_inv");
    }

    @Test
    void aStateThatClaimsAnotherShapeThanTheCodesHaveIsRefused() throws IOException {
        String state = WEIGHT + ".quant_state.bitsandbytes__nf4";
        refused(changed("nf4", state, "{\"shape\": [2000000000, 2000000000]}"), "which is not half of");
        refused(changed("nf4", state, "{\"shape\": [96, -128]}"), "states the shape");
        refused(changed("nf4", state, "{\"shape\": [96, 128], \"blocksize\": 0}"), "states blocksize 0");
        refused(changed("nf4", state, "{\"shape\": [96, 128], \"blocksize\": 32}"), "192 scales for 384 blocks");
        refused(changed("nf4", state, "pickle"), "not JSON");
    }

    private static void refused(Path model, String why) {
        assertThatExceptionOfType(GraftException.class)
                .isThrownBy(() -> Dequantisation.open(model).close())
                .withMessageContaining(why);
    }

    /** The fixture with other content in one of its tensors, or without it. */
    private Path changed(String fixture, String name, @Nullable String content) throws IOException {
        Path copy = Files.createTempDirectory(folder, fixture);
        Files.copy(FIXTURES.resolve(fixture).resolve("config.json"), copy.resolve("config.json"));
        try (Checkpoint model = Checkpoint.open(FIXTURES.resolve(fixture))) {
            TreeMap<String, Tensor> tensors = new TreeMap<>(model.tensors());
            tensors.remove(name);
            if (content != null) {
                byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
                tensors.put(name, new Tensor(name, DType.U8, Shape.of(bytes.length), MemorySegment.ofArray(bytes)));
            }
            write(List.copyOf(tensors.values()), copy.resolve("model.safetensors"));
        }
        return copy;
    }

    private static void write(List<Tensor> tensors, Path file) throws IOException {
        List<TensorInfo> plan = new ArrayList<>();
        for (Tensor tensor : tensors) {
            long begin = plan.isEmpty() ? 0 : plan.getLast().end();
            plan.add(TensorInfo.at(begin, tensor.name(), tensor.dtype(), tensor.shape()));
        }
        try (SafetensorsWriter writer = SafetensorsWriter.create(file, plan)) {
            for (Tensor tensor : tensors) {
                writer.append(MemorySegment.ofArray(tensor.data().toArray(ValueLayout.JAVA_BYTE)));
            }
        }
    }
}
