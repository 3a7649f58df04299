package io.graft.core.adapter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.graft.core.GraftException;
import io.graft.core.checkpoint.Checkpoint;
import io.graft.core.merge.Models;
import io.graft.core.tensor.DType;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AdapterTest {
    private static final String LLAMA = "{\"model_type\": \"llama\"}";
    private static final String LORA = "{\"peft_type\": \"LORA\", \"r\": 2, \"lora_alpha\": 3}";

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "{} ; 1.5",
                "{'use_rslora': true} ; 2.1213203435596424",
                "{'alpha_pattern': {'q_proj': 7}} ; 3.5",
                "{'alpha_pattern': {'proj': 7}} ; 1.5",
                "{'alpha_pattern': {'q_pro.': 7}} ; 3.5",
                "{'alpha_pattern': {'layers.0.q_proj': 5, 'q_proj': 7}} ; 2.5",
                "{'alpha_pattern': {'q_proj': 7, 'layers.0.q_proj': 5}} ; 3.5",
                "{'alpha_pattern': {'k_proj|q_proj': 9}} ; 4.5",
                "{'r': 8, 'rank_pattern': {'layers\\\\..*': 2}} ; 1.5",
                "{'r': 8, 'rank_pattern': {'^layers': 4, 'model.*q_proj': 2}} ; 1.5"
            })
    void theScaleFollowsTheFirstPatternThatFitsTheEndOfTheName(String fields, double scale) throws IOException {
        Models.in(folder.resolve("base"))
                .random("model.layers.0.q_proj.weight", DType.F32, 1, 4, 4)
                .model(LLAMA);
        factors("model.layers.0.q_proj", 4, 4).adapter(with(fields));

        assertThat(deltas()).singleElement().satisfies(delta -> {
            assertThat(delta.scale()).isEqualTo(scale);
            assertThat(delta.target()).isEqualTo("model.layers.0.q_proj.weight");
        });
    }

    @ParameterizedTest
    @CsvSource({
        "layers.0.q, model.layers.0.q",
        "model.layers.0.q, layers.0.q",
        "transformer.h.0.q, h.0.q",
        "h.0.q, transformer.h.0.q"
    })
    void anAdapterOfTheBackboneAloneFindsItsTargets(String module, String target) throws IOException {
        Models.in(folder.resolve("base"))
                .random(target + ".weight", DType.F32, 1, 4, 4)
                .model(LLAMA);
        factors(module, 4, 4).adapter(LORA);

        assertThat(deltas()).extracting(LowRank::target).containsExactly(target + ".weight");
    }

    @Test
    void aModuleThatMayMeanTwoTensorsIsRefused() throws IOException {
        Models.in(folder.resolve("base"))
                .random("model.q.weight", DType.F32, 1, 4, 4)
                .random("transformer.q.weight", DType.F32, 1, 4, 4)
                .model(LLAMA);
        factors("q", 4, 4).adapter(LORA);

        assertThat(refusal().code()).isEqualTo(AdapterError.ADAPTER_TARGET_AMBIGUOUS);
    }

    @Test
    void aModuleThatTheBaseDoesNotHaveIsRefused() throws IOException {
        Models.in(folder.resolve("base"))
                .random("model.k.weight", DType.F32, 1, 4, 4)
                .model(LLAMA);
        factors("model.q", 4, 4).adapter(LORA);

        assertThat(refusal().code()).isEqualTo(AdapterError.ADAPTER_TARGET_MISSING);
        assertThat(refusal().sentence()).contains("model.q", "has no model.q.weight");
    }

    @Test
    void aTargetOfAnotherShapeIsRefusedWithBothShapes() throws IOException {
        Models.in(folder.resolve("base")).random("q.weight", DType.F32, 1, 4, 6).model(LLAMA);
        factors("q", 4, 5).adapter(LORA);

        assertThat(refusal().code()).isEqualTo(AdapterError.ADAPTER_SHAPE_MISMATCH);
        assertThat(refusal().sentence()).contains("[4, 6]", "[4, 5]");
    }

    @Test
    void aChangeOfTheOutputLayerAloneUntiesTheModel() throws IOException {
        tiedBase();
        factors("lm_head", 8, 4).adapter(LORA);

        Changes changes = changes();
        assertThat(changes.untiesEmbeddings()).isTrue();
        assertThat(changes.targets()).containsExactly("lm_head.weight");
    }

    @Test
    void aChangeThatIsMeantForBothIsMadeOnce() throws IOException {
        tiedBase();
        factors("lm_head", 8, 4).adapter(with("{'ensure_weight_tying': true}"));

        Changes changes = changes();
        assertThat(changes.untiesEmbeddings()).isFalse();
        assertThat(changes.targets()).containsExactly("model.embed_tokens.weight");
    }

    @Test
    void anEmbeddingOfAnotherSizeThanTheOutputLayerIsRefused() throws IOException {
        Models.in(folder.resolve("base"))
                .random("model.embed_tokens.weight", DType.F32, 1, 8, 4)
                .random("lm_head.weight", DType.F32, 1, 8, 4)
                .model(LLAMA);
        Models.in(folder.resolve("adapter"))
                .random("model.embed_tokens.weight", DType.F32, 1, 9, 4)
                .adapter(with("{'modules_to_save': ['embed_tokens']}"));

        assertThat(refusal().sentence()).contains("model.embed_tokens.weight with 9 rows and lm_head.weight with 8");
    }

    private void tiedBase() throws IOException {
        Models.in(folder.resolve("base"))
                .random("model.embed_tokens.weight", DType.F32, 1, 8, 4)
                .model("{\"model_type\": \"llama\", \"tie_word_embeddings\": true}");
    }

    @ParameterizedTest
    @CsvSource({
        "gpt2, false, 6, 4, true",
        "llama, true, 6, 4, true",
        "gpt2, false, 4, 4, true",
        "llama, true, 4, 6, false",
        "llama, false, 4, 4, false"
    })
    void weightsOfConv1DAreTransposed(String family, boolean stated, long rows, long columns, boolean transposed)
            throws IOException {
        Models.in(folder.resolve("base"))
                .random("c_fc.weight", DType.F32, 1, rows, columns)
                .model("{\"model_type\": \"%s\"}".formatted(family));
        factors("c_fc", transposed ? columns : rows, transposed ? rows : columns)
                .adapter(with("{'fan_in_fan_out': %s}".formatted(stated)));

        assertThat(deltas()).extracting(LowRank::transposed).containsExactly(transposed);
    }

    @Test
    void theFingerprintDependsOnWhatTheAdapterDoes() throws IOException {
        try (Adapter one = Adapter.open(factors("q", 4, 4).adapter(with("{'base_model_name_or_path': '/a'}")));
                Adapter same = Adapter.open(factors("q", 4, 4).adapter(with("{'base_model_name_or_path': '/b'}")));
                Adapter other = Adapter.open(factors("q", 4, 4).adapter(with("{'lora_alpha': 4}")))) {
            assertThat(one.fingerprint()).isEqualTo(same.fingerprint()).isNotEqualTo(other.fingerprint());
        }
    }

    private List<LowRank> deltas() {
        return changes().all().stream().map(LowRank.class::cast).toList();
    }

    private Changes changes() {
        try (Checkpoint base = Checkpoint.open(folder.resolve("base"));
                Adapter adapter = Adapter.open(folder.resolve("adapter"))) {
            return adapter.changes(base);
        }
    }

    private GraftException refusal() {
        GraftException refusal = catchThrowableOfType(GraftException.class, this::deltas);
        assertThat(refusal).isNotNull();
        return refusal;
    }

    private Models factors(String module, long out, long in) throws IOException {
        return Models.in(folder.resolve("adapter"))
                .random("base_model.model." + module + ".lora_A.weight", DType.F32, 1, 2, in)
                .random("base_model.model." + module + ".lora_B.weight", DType.F32, 2, out, 2);
    }

    /** The plain config with these fields on top. */
    private static String with(String fields) {
        String own = fields.replace('\'', '"').replaceFirst("\\{", "").strip();
        String plain = own.contains("\"r\"") ? "" : "\"r\": 2, ";
        String alpha = own.contains("\"lora_alpha\"") ? "" : "\"lora_alpha\": 3, ";
        String rest = own.equals("}") ? "\"inference_mode\": true}" : own;
        return "{\"peft_type\": \"LORA\", " + plain + alpha + rest;
    }
}
