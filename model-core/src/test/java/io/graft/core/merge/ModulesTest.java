package io.graft.core.merge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.graft.core.ErrorCode;
import io.graft.core.GraftException;
import io.graft.core.checkpoint.Checkpoint;
import io.graft.core.tensor.DType;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Recipes that merge the modules of a model in different ways. */
class ModulesTest {
    private static final String TEXT = "model.language_model.layers.%d.w";
    private static final String VISION = "model.vision_tower.blocks.%d.w";

    @TempDir
    Path folder;

    @BeforeEach
    void twoModelsThatSeeAndSpeak() throws IOException {
        multimodal("a", 0);
        multimodal("b", 10);
    }

    @Test
    void eachModuleIsMergedInItsOwnWay() throws Exception {
        merge("""
                merge_method: linear
                modules:
                  vision_tower: {models: [{model: a}]}
                  default: {models: [{model: a, parameters: {weight: 1}}, {model: b, parameters: {weight: 1}}]}
                """);

        assertThat(value(VISION.formatted(1))).isEqualTo(1);
        assertThat(value(TEXT.formatted(1))).isEqualTo(1 + 10 / 2.0);
        assertThat(value("lm_head.weight")).isEqualTo(100 + 10 / 2.0);
    }

    @Test
    void layersAreCountedModuleByModule() throws Exception {
        merge("""
                merge_method: passthrough
                modules:
                  vision_tower:
                    slices: [{sources: [{model: a, layer_range: [2, 3]}]}, {sources: [{model: b, layer_range: [0, 1]}]}]
                  text_decoder:
                    slices: [{sources: [{model: b, layer_range: [1, 2]}]}]
                """);

        assertThat(value(VISION.formatted(0))).isEqualTo(2);
        assertThat(value(VISION.formatted(1))).isEqualTo(10);
        assertThat(value(TEXT.formatted(0))).isEqualTo(11);
        try (Checkpoint merged = Checkpoint.open(folder.resolve("out"))) {
            assertThat(merged.tensors()).hasSize(4);
            assertThat(merged.config().json().at("/vision_config/depth").asInt())
                    .isEqualTo(2);
            assertThat(merged.config()
                            .json()
                            .at("/text_config/num_hidden_layers")
                            .asInt())
                    .isEqualTo(1);
        }
    }

    @Test
    void aGradientRunsOverTheLayersOfEachModule() throws Exception {
        merge("""
                merge_method: passthrough
                parameters: {scale: [0, 1]}
                modules: {vision_tower: {models: [{model: b}]}, default: {models: [{model: b}]}}
                """);

        assertThat(value(VISION.formatted(1))).isEqualTo(11 * 0.5);
        assertThat(value(VISION.formatted(2))).isEqualTo(12);
        assertThat(value(TEXT.formatted(1))).isEqualTo(11);
    }

    @Test
    void aTensorOfNoModuleIsNamed() {
        assertRefused(
                "{merge_method: passthrough, modules: {vision_tower: {models: [{model: a}]}}}",
                MergeError.MERGE_TENSOR_UNCOVERED,
                "3 tensors of a",
                "lm_head.weight");
    }

    @Test
    void aModuleWithoutTensorsIsNamed() {
        assertRefused(
                "{merge_method: passthrough, modules: {audio: {models: [{model: a}]}, default: {models: [{model: a}]}}}",
                MergeError.MERGE_MODULE_EMPTY,
                "the part \"audio\"");
    }

    @Test
    void aBaseWithAnAdapterCountsAsOneWhole() throws Exception {
        Models.llama(folder.resolve("base"), 2, DType.F32, 1);
        Models.lora(folder.resolve("lora"), 2, DType.F32, 2);
        Models.llama(folder.resolve("tuned"), 2, DType.F32, 3);
        Merging.of(folder, "{merge_method: linear, models: [{model: base+lora}]}")
                .into(folder.resolve("whole"));
        String recipe = """
                merge_method: task_arithmetic
                base_model: %s
                models: [{model: tuned, parameters: {weight: 0.5}}]
                """;
        Merging.of(folder, recipe.formatted("whole")).into(folder.resolve("expected"));
        Merging.of(folder, recipe.formatted("base+lora")).into(folder.resolve("actual"));

        Comparing.assertWithin(1e-6, folder.resolve("actual"), folder.resolve("expected"));
    }

    private void multimodal(String name, double offset) throws IOException {
        Models model = Models.in(folder.resolve(name));
        for (int i = 0; i < 3; i++) {
            double value = offset + i;
            model.tensor(VISION.formatted(i), DType.F32, each -> value, 4);
        }
        for (int i = 0; i < 2; i++) {
            double value = offset + i;
            model.tensor(TEXT.formatted(i), DType.F32, each -> value, 4);
        }
        model.tensor("lm_head.weight", DType.F32, each -> 100 + offset, 4).model("""
                {"model_type": "seer", "text_config": {"num_hidden_layers": 2}, "vision_config": {"depth": 3}}
                """);
    }

    private void merge(String recipe) throws InterruptedException {
        Merging.of(folder, recipe).into(folder.resolve("out"));
    }

    private double value(String tensor) {
        try (Checkpoint merged = Checkpoint.open(folder.resolve("out"))) {
            return Comparing.values(merged.tensor(tensor))[0];
        }
    }

    private void assertRefused(String recipe, ErrorCode code, String... says) {
        GraftException refusal = catchThrowableOfType(GraftException.class, () -> merge(recipe));
        assertThat(refusal).isNotNull();
        assertThat(refusal.code()).as(refusal.sentence()).isEqualTo(code);
        assertThat(refusal.sentence()).contains(says);
    }
}
