package io.graft.core.merge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.graft.core.ErrorCode;
import io.graft.core.GraftException;
import io.graft.core.checkpoint.Checkpoint;
import io.graft.core.method.MethodError;
import io.graft.core.tensor.DType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a plan accepts, what it refuses and what becomes of the files beside the weights. */
class MergePlanTest {
    private static final String CONFIG = "{\"model_type\": \"llama\"}";
    private static final String HALVES = """
            merge_method: linear
            models:
              - {model: a, parameters: {weight: 0.5}}
              - {model: b, parameters: {weight: 0.5}}
            """;

    @TempDir
    Path folder;

    @Test
    void aTensorThatOneModelLacksIsNamed() throws IOException {
        model("a")
                .random("x.weight", DType.F32, 1, 4)
                .random("y.weight", DType.F32, 1, 4)
                .model(CONFIG);
        model("b").random("x.weight", DType.F32, 1, 4).model(CONFIG);

        assertRefused(HALVES, MergeError.MERGE_TENSOR_MISSING, "a has a tensor for y.weight, but b has none");
    }

    @Test
    void aTensorOfAnotherShapeIsNamed() throws IOException {
        model("a").random("x.weight", DType.F32, 1, 4).model(CONFIG);
        model("b").random("x.weight", DType.F32, 1, 2, 2).model(CONFIG);

        assertRefused(HALVES, MergeError.MERGE_SHAPE_MISMATCH, "x.weight is [4] in a, but [2, 2] in b");
    }

    @Test
    void wholeNumbersAreCopiedWhereTheModelsAgree() throws Exception {
        model("a").random("x.weight", DType.F32, 1, 4).integers("ids", 1, 2, 3).model(CONFIG);
        model("b").random("x.weight", DType.F32, 2, 4).integers("ids", 1, 2, 3).model(CONFIG);
        merge(HALVES + "dtype: bfloat16");

        try (Checkpoint merged = Checkpoint.open(folder.resolve("out"))) {
            assertThat(merged.tensor("ids").dtype()).isEqualTo(DType.I64);
            assertThat(merged.tensor("x.weight").dtype()).isEqualTo(DType.BF16);
        }
    }

    @Test
    void wholeNumbersThatDifferAreRefused() throws IOException {
        model("a").integers("ids", 1, 2, 3).model(CONFIG);
        model("b").integers("ids", 1, 2, 4).model(CONFIG);

        assertRefused(HALVES, MergeError.MERGE_NOT_COMBINABLE, "ids holds I64 numbers");
    }

    @Test
    void aQuantisedModelIsRefused() throws IOException {
        model("a").random("x.weight", DType.F32, 1, 4).model(CONFIG);
        model("b")
                .random("x.weight", DType.F32, 1, 4)
                .model("{\"model_type\": \"llama\", \"quantization_config\": {\"quant_method\": \"gptq\"}}");

        assertRefused(HALVES, MergeError.MERGE_BASE_QUANTIZED, "b is quantised with gptq");
    }

    @Test
    void weightsThatCancelOutAreRefusedWhereTheyAreToBeNormalised() throws IOException {
        model("a").random("x.weight", DType.F32, 1, 4).model(CONFIG);
        model("b").random("x.weight", DType.F32, 2, 4).model(CONFIG);
        String recipe = HALVES.replaceFirst("0.5", "-0.5");

        assertRefused(recipe, MethodError.MERGE_WEIGHTS_CANCEL, "x.weight");
        assertThat(outputs(recipe + "parameters: {normalize: false}")).hasSize(1);
    }

    @Test
    void layersThatAModelDoesNotHaveAreRefused() throws IOException {
        Models.llama(folder.resolve("a"), 3, DType.F32, 1);

        assertRefused("""
                merge_method: passthrough
                slices: [{sources: [{model: a, layer_range: [1, 4]}]}]
                """, MergeError.MERGE_LAYERS_MISSING, "takes layers [1, 4] of a, which has 3 layers");
    }

    @Test
    void anAdapterInPlaceOfAModelIsRefused() throws IOException {
        Models.lora(folder.resolve("a"), 1, DType.F32, 1);

        assertRefused(
                "{merge_method: passthrough, models: [{model: a}]}", MergeError.MERGE_ADAPTER_ALONE, "an adapter");
    }

    @Test
    void notANumberIsRefusedWhereverItIs() throws IOException {
        model("a")
                .tensor("x.weight", DType.BF16, i -> i == 77 ? Double.NaN : i, 100)
                .model(CONFIG);

        assertNotFinite("{merge_method: passthrough, models: [{model: a}]}", "x.weight that is not finite in BF16");
        assertNotFinite("{merge_method: passthrough, models: [{model: a}], dtype: float32}", "not finite in F32");
    }

    @Test
    void aNumberBeyondTheTypeOfTheResultIsRefused() throws IOException {
        model("a").tensor("x.weight", DType.F32, i -> i * 1000.0, 100).model(CONFIG);

        assertNotFinite("{merge_method: passthrough, models: [{model: a}], dtype: float16}", "not finite in F16");
        assertThat(folder.resolve("out")).doesNotExist();
        assertThat(folder).isDirectoryNotContaining("glob:**partial**");
    }

    @Test
    void anInputIsNeverReplacedByTheResult() throws IOException {
        model("a").random("x.weight", DType.F32, 1, 4).model(CONFIG);
        Merging merging = Merging.of(folder, "{merge_method: passthrough, models: [{model: a}]}")
                .with(MergeOptions.defaults().withReplace(true));
        GraftException refusal = catchThrowableOfType(GraftException.class, () -> merging.into(folder.resolve("a")));

        assertThat(refusal.code()).isEqualTo(MergeError.MERGE_OUTPUT_IS_INPUT);
        assertThat(folder.resolve("a/model.safetensors")).exists();
    }

    @Test
    void slicesAreRenumberedAndTheConfigCountsThem() throws Exception {
        Models.in(folder.resolve("a"))
                .random("transformer.wte.weight", DType.F32, 1, 4, 2)
                .random("transformer.h.0.w", DType.F32, 1, 2)
                .random("transformer.h.1.w", DType.F32, 1, 2)
                .random("transformer.ln_f.weight", DType.F32, 1, 2)
                .model("{\"model_type\": \"gpt2\", \"n_layer\": 2, \"layer_types\": [\"full\", \"sliding\"]}");
        merge("""
                merge_method: passthrough
                slices:
                  - sources: [{model: a, layer_range: [0, 2]}]
                  - sources: [{model: a, layer_range: [1, 2]}]
                """);

        try (Checkpoint base = Checkpoint.open(folder.resolve("a"));
                Checkpoint merged = Checkpoint.open(folder.resolve("out"))) {
            assertThat(merged.config().layers()).hasValue(3);
            assertThat(merged.config().field("layer_types").orElseThrow())
                    .hasToString("[\"full\",\"sliding\",\"sliding\"]");
            assertThat(Comparing.values(merged.tensor("transformer.h.2.w")))
                    .isEqualTo(Comparing.values(base.tensor("transformer.h.1.w")));
        }
    }

    @Test
    void theTokenizerComesFromTheBaseAndNothingElseDoes() throws Exception {
        model("a")
                .random("x.weight", DType.F32, 1, 4)
                .file("tokenizer.json", "{}")
                .file("README.md", "A")
                .model(CONFIG);
        model("b")
                .random("x.weight", DType.F32, 2, 4)
                .file("tokenizer.json", "{\"b\":1}")
                .model(CONFIG);
        MergeResult result = merge("base_model: b\n" + HALVES);

        assertThat(result.manifest().files())
                .extracting("path")
                .containsExactly("config.json", "graft_provenance.json", "model.safetensors", "tokenizer.json");
        assertThat(folder.resolve("out/tokenizer.json")).hasContent("{\"b\":1}");
    }

    @Test
    void theProvenanceNamesTheInputsByTheirContent() throws Exception {
        model("a").random("x.weight", DType.F32, 1, 4).model(CONFIG);
        model("b").random("x.weight", DType.F32, 2, 4).model(CONFIG);
        merge(HALVES);

        String provenance = Files.readString(folder.resolve("out/graft_provenance.json"));
        assertThat(provenance)
                .contains("\"x.weight\": \"changed\"", "\"merge_method\": \"linear\"", "sha256:")
                .doesNotContain(folder.toString());
    }

    private Models model(String name) throws IOException {
        return Models.in(folder.resolve(name));
    }

    private MergeResult merge(String recipe) throws InterruptedException {
        return Merging.of(folder, recipe).into(folder.resolve("out"));
    }

    private List<MergePlan.Output> outputs(String recipe) {
        Merging merging = Merging.of(folder, recipe);
        try (MergeInputs inputs = merging.open()) {
            return merging.plan(inputs).outputs();
        }
    }

    private void assertRefused(String recipe, ErrorCode code, String says) {
        GraftException refusal = catchThrowableOfType(GraftException.class, () -> outputs(recipe));
        assertThat(refusal).isNotNull();
        assertThat(refusal.code()).as(refusal.sentence()).isEqualTo(code);
        assertThat(refusal.sentence()).contains(says);
    }

    private void assertNotFinite(String recipe, String says) {
        GraftException refusal = catchThrowableOfType(GraftException.class, () -> merge(recipe));
        assertThat(refusal).isNotNull();
        assertThat(refusal.code()).isEqualTo(MergeError.MERGE_NOT_FINITE);
        assertThat(refusal.sentence()).contains(says);
    }
}
