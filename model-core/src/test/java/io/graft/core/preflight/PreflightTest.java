package io.graft.core.preflight;

import static org.assertj.core.api.Assertions.assertThat;

import io.graft.core.artifact.Digest;
import io.graft.core.checkpoint.Checkpoint;
import io.graft.core.checkpoint.Fingerprint;
import io.graft.core.merge.MergeInputs;
import io.graft.core.merge.Models;
import io.graft.core.recipe.Recipe;
import io.graft.core.recipe.Source;
import io.graft.core.tensor.DType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PreflightTest {
    private static final String MERGE = "{merge_method: linear, models: [{model: base+lora}]}";

    @TempDir
    Path folder;

    @BeforeEach
    void writeInputs() throws IOException {
        Models.llama(folder.resolve("base"), 2, DType.BF16, 1);
        Models.lora(folder.resolve("lora"), 2, DType.F32, 1);
    }

    @Test
    void whatGoesTogetherGivesNoFindings() {
        assertThat(findings(MERGE)).isEmpty();
    }

    @Test
    void anAdapterOfAnotherBaseIsFoundByTheFingerprintThatItStates() throws IOException {
        Models.llama(folder.resolve("other"), 2, DType.BF16, 2);
        adapterConfig("\"graft_base_fingerprint\": \"%s\"".formatted(fingerprint("other")));

        assertThat(findings(MERGE))
                .singleElement()
                .matches(finding -> finding.code().equals("BASE_MISMATCH") && finding.severity() == Severity.ERROR);
        assertThat(findings(MERGE.replace("base+", "other+"))).isEmpty();
    }

    @Test
    void anAdapterOfAnotherBaseIsFoundByTheFingerprintThatItIsPinnedTo() throws IOException {
        Models.llama(folder.resolve("other"), 2, DType.BF16, 2);
        Recipe recipe = Recipe.parse(MERGE, "recipe.yml");
        try (MergeInputs inputs = MergeInputs.open(recipe, this::locate)) {
            Source lora = new Source.LocalPath("lora");

            assertThat(Preflight.of(recipe, inputs, Map.of(lora, fingerprint("other"))))
                    .extracting(Finding::code)
                    .containsExactly("BASE_MISMATCH");
            assertThat(Preflight.of(recipe, inputs, Map.of(lora, fingerprint("base"))))
                    .isEmpty();
        }
    }

    @Test
    void aTargetThatTheBaseLacksIsAnError() throws IOException {
        Models.llama(folder.resolve("base"), 1, DType.BF16, 1);

        assertFound(MERGE, "ADAPTER_TARGET_MISSING", Severity.ERROR, "model.layers.1.");
    }

    @Test
    void everyInputThatCannotBeOpenedIsFound() {
        assertThat(findings("{merge_method: passthrough, base_model: no1, models: [{model: no2}]}"))
                .extracting(Finding::code)
                .containsExactly("CHECKPOINT_NOT_FOUND", "CHECKPOINT_NOT_FOUND");
    }

    @Test
    void aDivergedAdapterIsAnError() throws IOException {
        adapter(i -> i == 5 ? Double.POSITIVE_INFINITY : 1);

        assertFound(MERGE, "ADAPTER_NOT_FINITE", Severity.ERROR, "q_proj.lora_B.weight");
    }

    @Test
    void anUntrainedAdapterIsAWarning() throws IOException {
        adapter(i -> 0);

        assertFound(MERGE, "ZERO_DELTA", Severity.WARNING, "1 of the 1 deltas");
    }

    @Test
    void aFieldThatNobodyKnowsIsAWarning() throws IOException {
        adapterConfig("\"use_something_new\": true, \"something_off\": false");

        assertFound(MERGE, "ADAPTER_FIELD_UNKNOWN", Severity.WARNING, "sets use_something_new,");
    }

    @Test
    void anotherNameOfTheBaseIsMentioned() throws IOException {
        adapterConfig("\"base_model_name_or_path\": \"meta/Llama-9\"");
        assertFound(MERGE, "BASE_NAME_DIFFERS", Severity.INFO, "meta/Llama-9");

        adapterConfig("\"base_model_name_or_path\": \"/home/me/models/Base/\"");
        assertThat(findings(MERGE)).isEmpty();
    }

    @Test
    void anAdapterThatIsConvertedIsMentioned() throws IOException {
        adapterConfig("\"init_lora_weights\": \"pissa\"");

        assertFound(MERGE, "ADAPTER_CONVERTED", Severity.INFO, "started as pissa");
    }

    @Test
    void aNarrowerTypeIsAWarning() {
        assertFound(MERGE.replace("}]", "}], dtype: float16"), "TYPE_LOSES_PRECISION", Severity.WARNING, "in BF16");
        assertThat(findings(MERGE.replace("}]", "}], dtype: float32"))).isEmpty();
    }

    @Test
    void theSameModelUnderTwoNamesIsAWarning() throws IOException {
        Files.createSymbolicLink(folder.resolve("alias"), folder.resolve("base"));

        assertFound(linear("base", "alias"), "DUPLICATE_INPUT", Severity.WARNING, "same model");
    }

    @Test
    void adaptersOfSeveralBasesAreAWarning() throws IOException {
        Models.llama(folder.resolve("other"), 2, DType.BF16, 2);

        assertFound(linear("base+lora", "other+lora"), "SEVERAL_BASES", Severity.WARNING, "base, other");
    }

    @Test
    void anotherArchitectureOrTokenizerIsAWarning() throws IOException {
        Models.llama(folder.resolve("other"), 2, DType.BF16, 2);
        String config = Files.readString(folder.resolve("other/config.json"));
        Files.writeString(folder.resolve("other/config.json"), config.replace("LlamaFor", "MistralFor"));
        Files.writeString(folder.resolve("base/tokenizer.json"), "1");
        Files.writeString(folder.resolve("other/tokenizer.json"), "2");

        assertThat(findings(linear("base", "other")))
                .extracting(Finding::code)
                .containsExactlyInAnyOrder("ARCHITECTURE_DIFFERS", "TOKENIZER_DIFFERS");
    }

    private void assertFound(String recipe, String code, Severity severity, String says) {
        assertThat(findings(recipe)).singleElement().satisfies(finding -> {
            assertThat(finding.code()).isEqualTo(code);
            assertThat(finding.severity()).isEqualTo(severity);
            assertThat(finding.message()).contains(says);
        });
    }

    private List<Finding> findings(String recipe) {
        return Preflight.of(Recipe.parse(recipe, "recipe.yml"), this::locate);
    }

    private Path locate(Source source) {
        return folder.resolve(source.toString());
    }

    private Digest fingerprint(String model) {
        try (Checkpoint checkpoint = Checkpoint.open(folder.resolve(model))) {
            return Fingerprint.of(checkpoint);
        }
    }

    private void adapterConfig(String fields) throws IOException {
        Files.writeString(
                folder.resolve("lora/adapter_config.json"),
                "{\"peft_type\": \"LORA\", \"r\": 3, \"lora_alpha\": 5, %s}".formatted(fields));
    }

    private void adapter(IntToDoubleFunction b) throws IOException {
        String module = "base_model.model.model.layers.0.self_attn.q_proj.";
        Models.in(folder.resolve("lora"))
                .random(module + "lora_A.weight", DType.F32, 1, 3, 24)
                .tensor(module + "lora_B.weight", DType.F32, b, 24, 3)
                .adapter("{\"peft_type\": \"LORA\", \"r\": 3, \"lora_alpha\": 5}");
    }

    private static String linear(String one, String other) {
        return "{merge_method: linear, models: [{model: %s}, {model: %s}], parameters: {weight: 0.5}}"
                .formatted(one, other);
    }
}
