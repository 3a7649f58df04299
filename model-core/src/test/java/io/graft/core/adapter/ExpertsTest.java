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
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where the tensors of an adapter do not say which way experts are packed, its config has to. */
class ExpertsTest {
    private static final String UP = "m.experts.gate_up_proj";
    private static final String DOWN = "m.experts.down_proj";

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "'peft_version': '0.18.1' ; qwen3_moe ; true",
                "'peft_version': '0.19.0' ; qwen3_moe ; false",
                "'peft_version': '0.21.0.dev0@abc' ; qwen3_moe ; false",
                "'peft_version': '0.21.0' ; gpt_oss ; true",
                "'graft_moe_packing': {'peft': '0.18'} ; qwen3_moe ; true",
                "'peft_version': '0.18.0', 'graft_moe_packing': {'peft': '0.19'} ; qwen3_moe ; false"
            })
    void theVersionOfPeftSaysWhichSideOfASquareExpertIsTheInput(String fields, String family, boolean transposed)
            throws IOException {
        Models.in(folder.resolve("base")).random(UP, DType.F32, 1, 3, 4, 4).model(family(family));
        wrapper("m.experts", 4, 4).adapter(config("'experts.gate_up_proj'", fields));

        assertThat(changes()).singleElement().satisfies(change -> assertThat(((ExpertLowRank) change).transposed())
                .isEqualTo(transposed));
    }

    @Test
    void squareExpertsOfAnUnknownVersionAreRefusedWithTheSettingThatAnswers() throws IOException {
        Models.in(folder.resolve("base")).random(UP, DType.F32, 1, 3, 4, 4).model(family("qwen3_moe"));
        wrapper("m.experts", 4, 4).adapter(config("'experts.gate_up_proj'", "'bias': 'none'"));

        GraftException refusal = refusal();
        assertThat(refusal.code()).isEqualTo(AdapterError.ADAPTER_PACKING_UNKNOWN);
        assertThat(refusal.remedy()).contains("\"graft_moe_packing\": {\"peft\": \"0.18\"}");
    }

    @Test
    void shapesSayWhichFactorsBelongToWhichParameter() throws IOException {
        twoParameters(6, 4, 4, 3);
        both(4, 6, 3, 4, "'peft_version': '0.21.0'");

        assertThat(changes()).extracting(Change::target).containsExactly(DOWN, UP);
    }

    @Test
    void parametersOfOneShapeAreRefusedUnlessTheirOrderIsStated() throws IOException {
        twoParameters(6, 4, 6, 4);
        both(4, 6, 4, 6, "'peft_version': '0.21.0'");
        assertThat(refusal().remedy()).contains("\"inner_to_outer\": [\"gate_up_proj\", \"down_proj\"]");

        both(4, 6, 4, 6, "'graft_moe_packing': {'inner_to_outer': ['down_proj', 'gate_up_proj']}");
        assertThat(changes())
                .filteredOn(change -> change.target().equals(DOWN))
                .singleElement()
                .satisfies(change ->
                        assertThat(((ExpertLowRank) change).a().name()).contains("base_layer"));
    }

    @Test
    void expertsThatTheCheckpointHoldsOneByOneAreSplit() throws IOException {
        Models base = Models.in(folder.resolve("base"));
        for (int expert = 0; expert < 3; expert++) {
            base.random("m.experts." + expert + ".gate_proj.weight", DType.F32, 1, 3, 4)
                    .random("m.experts." + expert + ".up_proj.weight", DType.F32, 1, 3, 4);
        }
        base.model(family("qwen3_moe"));
        wrapper("m.experts", 4, 6).adapter(config("'experts.gate_up_proj'", "'peft_version': '0.21.0'"));

        assertThat(changes()).hasSize(6).allSatisfy(change -> {
            ExpertLowRank.Rows rows = Objects.requireNonNull(((ExpertLowRank) change).rows());
            assertThat(rows.first()).isEqualTo(change.target().contains("gate") ? 0 : 3);
            assertThat(change.target()).contains("." + rows.expert() + ".");
        });
    }

    private void twoParameters(long rows, long columns, long downRows, long downColumns) throws IOException {
        Models.in(folder.resolve("base"))
                .random(UP, DType.F32, 1, 3, rows, columns)
                .random(DOWN, DType.F32, 1, 3, downRows, downColumns)
                .model(family("qwen3_moe"));
    }

    private void both(long in, long out, long outerIn, long outerOut, String fields) throws IOException {
        factors(wrapper("m.experts.base_layer", in, out), "m.experts", outerIn, outerOut)
                .adapter(config("'experts.gate_up_proj', 'experts.down_proj'", fields));
    }

    private Models wrapper(String module, long in, long out) throws IOException {
        return factors(Models.in(folder.resolve("adapter")), module, in, out);
    }

    private static Models factors(Models adapter, String module, long in, long out) {
        return adapter.random(module + ".lora_A.weight", DType.F32, 1, 6, in)
                .random(module + ".lora_B.weight", DType.F32, 2, out, 6);
    }

    private static String config(String parameters, String fields) {
        return "{'peft_type': 'LORA', 'r': 2, 'lora_alpha': 3, 'target_parameters': [%s], %s}"
                .formatted(parameters, fields)
                .replace('\'', '"');
    }

    private static String family(String name) {
        return "{\"model_type\": \"%s\"}".formatted(name);
    }

    private List<Change> changes() {
        try (Checkpoint base = Checkpoint.open(folder.resolve("base"));
                Adapter adapter = Adapter.open(folder.resolve("adapter"))) {
            return adapter.changes(base).all();
        }
    }

    private GraftException refusal() {
        GraftException refusal = catchThrowableOfType(GraftException.class, this::changes);
        assertThat(refusal).isNotNull();
        return refusal;
    }
}
