package io.graft.core.conversion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.graft.core.GraftException;
import io.graft.core.checkpoint.Checkpoint;
import io.graft.core.gguf.BlockTensor;
import io.graft.core.gguf.BlockType;
import io.graft.core.gguf.GgufArray;
import io.graft.core.gguf.GgufFile;
import io.graft.core.gguf.GgufValue;
import io.graft.core.gguf.GgufWriter;
import io.graft.core.gguf.PlannedTensor;
import io.graft.core.tensor.DType;
import io.graft.core.tensor.Shape;
import io.graft.core.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GgufConversionTest {
    private static final Path SAMPLE = Path.of("..", "samples", "base");
    private static final String LLAMA_3 = """
            "rope_scaling": {"rope_type": "llama3", "factor": 8.0, "low_freq_factor": 1.0, "high_freq_factor": 4.0,
             "original_max_position_embeddings": 8192},""";

    @TempDir
    Path folder;

    @Test
    void theSampleComesBackFromBf16BitForBit() {
        export(SAMPLE, BlockType.BF16);
        assertThat(restored(DType.BF16)).isEqualTo(DType.BF16);
        assertSame(SAMPLE);
    }

    @Test
    void q8StaysWithinHalfAStep() {
        export(SAMPLE, BlockType.Q8_0);
        restored(DType.F32);
        try (Checkpoint before = Checkpoint.open(SAMPLE);
                Checkpoint after = Checkpoint.open(back())) {
            for (Tensor tensor : before.tensors().values()) {
                double[] one = tensor.values();
                double[] other = after.tensor(tensor.name()).values();
                double largest = largest(one);
                for (int i = 0; i < one.length; i++) {
                    assertThat(Math.abs(one[i] - other[i])).isLessThanOrEqualTo(largest / 254 * 1.13);
                }
            }
        }
    }

    @Test
    void aLlamaWithBiasesAndScaledPositionsComesBack() throws IOException {
        Path model = new TinyModel("llama", LLAMA_3 + "\"tie_word_embeddings\": true, \"attention_bias\": true,")
                .withLayer("self_attn.q_proj.bias", 32)
                .withLayer("self_attn.k_proj.bias", 16)
                .to(folder.resolve("model"));
        export(model, BlockType.F32);
        restored(DType.F32);

        assertSame(model);
        try (Checkpoint after = Checkpoint.open(back())) {
            assertThat(after.config()
                            .field("rope_scaling")
                            .orElseThrow()
                            .path("factor")
                            .doubleValue())
                    .isEqualTo(8);
            assertThat(after.config().field("attention_bias").orElseThrow().booleanValue())
                    .isTrue();
            assertThat(after.config().tiesEmbeddings()).contains(true);
            assertThat(after.config().field("rms_norm_eps").orElseThrow().doubleValue())
                    .isEqualTo(1e-6);
        }
    }

    @Test
    void qwensComeBack() throws IOException {
        Path model = new TinyModel("qwen3", "")
                .with("lm_head.weight", 64, 32)
                .withLayer("self_attn.q_norm.weight", 8)
                .withLayer("self_attn.k_norm.weight", 8)
                .to(folder.resolve("model"));
        export(model, BlockType.F32);
        restored(DType.F32);

        assertSame(model);
    }

    @Test
    void mistralsWindowIsSaidToBeLost() throws IOException {
        Path model = new TinyModel("mistral", "\"sliding_window\": 16,").to(folder.resolve("model"));

        assertThat(export(model, BlockType.F16).notes()).anyMatch(note -> note.startsWith("The window of 16"));
    }

    @Test
    void headsOfLlamasAreInterleaved() throws IOException {
        Path model = new TinyModel("llama", "").to(folder.resolve("model"));
        export(model, BlockType.F32);
        try (Checkpoint before = Checkpoint.open(model);
                GgufFile file = GgufFile.open(gguf())) {
            float[] row = new float[32];
            double[] source = new double[32];
            file.tensor("blk.0.attn_q.weight").read(9 * 32L, row, 32);
            before.tensor("model.layers.0.self_attn.q_proj.weight").read(12 * 32L, source, 32);

            assertThat(row[7]).isEqualTo((float) source[7]);
        }
    }

    @Test
    void vectorsStayFloatsAndOddRowsBecomeHalves() throws IOException {
        Exported made = export(new TinyModel("llama", "").to(folder.resolve("model")), BlockType.Q4_0);
        try (GgufFile file = GgufFile.open(gguf())) {
            assertThat(made.fallbacks()).containsExactly("model.layers.0.mlp.down_proj.weight");
            assertThat(file.tensor("blk.0.ffn_down.weight").type()).isEqualTo(BlockType.F16);
            assertThat(file.tensor("blk.0.ffn_up.weight").type()).isEqualTo(BlockType.Q4_0);
            assertThat(file.tensors().stream().filter(tensor -> tensor.shape().rank() == 1))
                    .extracting(BlockTensor::type)
                    .containsOnly(BlockType.F32);
        }
    }

    @Test
    void theTokenizerOfTheSampleGoesAlong() {
        assertThat(export(SAMPLE, BlockType.Q8_0).notes()).isEmpty();
        try (GgufFile file = GgufFile.open(gguf())) {
            assertThat(shown(file, "tokenizer.ggml.model")).isEqualTo("gpt2");
            assertThat(shown(file, "tokenizer.ggml.pre")).isEqualTo("gpt-2");
            assertThat(shown(file, "tokenizer.ggml.bos_token_id")).isEqualTo("0");
            assertThat(shown(file, "tokenizer.ggml.eos_token_id")).isEqualTo("1");
            assertThat(shown(file, "tokenizer.ggml.padding_token_id")).isEqualTo("2");
            assertThat(shown(file, "tokenizer.ggml.add_bos_token")).isEqualTo("true");
            assertThat(shown(file, "tokenizer.ggml.token_type")).startsWith("1024 x INT32: [3, 3, 3, 1, 1, 1");
            assertThat(((GgufArray) file.value("tokenizer.ggml.tokens").orElseThrow()).first(1))
                    .containsExactly(GgufValue.of("<|begin|>"));
            assertThat(((GgufArray) file.value("tokenizer.ggml.merges").orElseThrow()).first(1))
                    .containsExactly(GgufValue.of("h e"));
        }
    }

    @Test
    void whatHalvesCannotHoldIsRefused() throws IOException {
        Path model = new TinyModel("qwen2", "").scaled(1e6).to(folder.resolve("model"));

        assertThat(refusal(model, BlockType.F16)).isEqualTo(ConversionError.VALUE_NOT_STORABLE);
        assertThat(folder).isDirectoryNotContaining("glob:**gguf*");
    }

    @Test
    void otherFamiliesTensorsAndScalingsAreRefusedByName() throws IOException {
        assertThat(refusal(new TinyModel("gpt2", "").to(folder.resolve("family")), BlockType.F16))
                .isEqualTo(ConversionError.FAMILY_NOT_CONVERTIBLE);
        assertThat(refusal(
                        new TinyModel("llama", "").with("vision.weight", 4, 4).to(folder.resolve("tensor")),
                        BlockType.F16))
                .isEqualTo(ConversionError.TENSOR_NOT_CONVERTIBLE);
        assertThat(refusal(
                        new TinyModel("llama", "\"rope_scaling\": {\"rope_type\": \"longrope\"},")
                                .to(folder.resolve("rope")),
                        BlockType.F16))
                .isEqualTo(ConversionError.ROPE_NOT_CONVERTIBLE);
    }

    @Test
    void aFileWhoseHeadsDoNotFitItsTensorsIsRefused() throws IOException {
        Map<String, GgufValue> metadata = new HashMap<>(Map.of("general.architecture", GgufValue.of("llama")));
        metadata.put("llama.attention.head_count", GgufValue.of(0));
        assertThat(importRefusal(metadata, Shape.of(8, 8))).isEqualTo(ConversionError.TENSOR_NOT_CONVERTIBLE);
        assertThat(importRefusal(metadata, Shape.of())).isEqualTo(ConversionError.TENSOR_NOT_CONVERTIBLE);
        metadata.remove("llama.attention.head_count");
        assertThat(importRefusal(metadata, Shape.of(8, 8))).isEqualTo(ConversionError.HYPERPARAMETER_MISSING);
        metadata.put("general.architecture", GgufValue.of("rwkv6"));
        assertThat(importRefusal(metadata, Shape.of(8, 8))).isEqualTo(ConversionError.FAMILY_NOT_CONVERTIBLE);
    }

    private Object importRefusal(Map<String, GgufValue> metadata, Shape shape) throws IOException {
        Files.deleteIfExists(gguf());
        PlannedTensor planned = new PlannedTensor("blk.0.attn_q.weight", BlockType.F32, shape);
        try (GgufWriter writer = GgufWriter.create(gguf(), metadata, List.of(planned))) {
            writer.append(new float[(int) shape.elements()], (int) shape.elements());
            writer.finish();
        }
        return catchThrowableOfType(GraftException.class, () -> restored(DType.F32))
                .code();
    }

    @Test
    void whatIsThereIsNotOverwritten() {
        export(SAMPLE, BlockType.Q8_0);

        assertThat(refusal(SAMPLE, BlockType.Q8_0)).isEqualTo(ConversionError.CONVERSION_OUTPUT_EXISTS);
    }

    private Exported export(Path model, BlockType type) {
        try (Checkpoint checkpoint = Checkpoint.open(model)) {
            return GgufExport.write(checkpoint, type, gguf());
        }
    }

    private Object refusal(Path model, BlockType type) {
        return catchThrowableOfType(GraftException.class, () -> export(model, type))
                .code();
    }

    private DType restored(DType dtype) {
        try (GgufFile file = GgufFile.open(gguf())) {
            GgufImport.write(file, dtype, back());
            return GgufImport.closest(file);
        }
    }

    private void assertSame(Path model) {
        try (Checkpoint before = Checkpoint.open(model);
                Checkpoint after = Checkpoint.open(back())) {
            assertThat(after.tensors().keySet()).isEqualTo(before.tensors().keySet());
            before.tensors().values().forEach(tensor -> assertThat(after.tensor(tensor.name()))
                    .satisfies(other -> assertThat(other.shape()).isEqualTo(tensor.shape()))
                    .satisfies(other ->
                            assertThat(other.data().mismatch(tensor.data())).isEqualTo(-1)));
        }
    }

    private static double largest(double[] values) {
        double largest = 0;
        for (double value : values) {
            largest = Math.max(largest, Math.abs(value));
        }
        return largest;
    }

    private static String shown(GgufFile file, String key) {
        return file.value(key).orElseThrow().show();
    }

    private Path gguf() {
        return folder.resolve("model.gguf");
    }

    private Path back() {
        return folder.resolve("back");
    }
}
