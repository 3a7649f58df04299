package io.graft.core.merge;

import static org.assertj.core.api.Assertions.assertThat;

import io.graft.core.tensor.DType;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExplanationTest {
    @TempDir
    Path folder;

    @BeforeEach
    void twoLlamasAndAnAdapter() throws IOException {
        Models.llama(folder.resolve("a"), 4, DType.BF16, 1);
        Models.llama(folder.resolve("b"), 4, DType.BF16, 2);
        Models.lora(folder.resolve("lora"), 4, DType.F32, 3);
    }

    @Test
    void layersThatComeAboutInTheSameWayAreOneLine() {
        Explanation explained = explain("""
                merge_method: linear
                models: [{model: a, parameters: {weight: [0.2, 0.6]}}, {model: b, parameters: {weight: 1}}]
                """);
        Explanation.Group group = group(explained, "model.layers.{0..3}.mlp.up_proj.weight");

        assertThat(explained.tensors()).hasSize(7);
        assertThat(group.count()).isEqualTo(4);
        assertThat(group.shape()).containsExactly(72L, 24L);
        assertThat(group.copied()).isFalse();
        assertThat(group.models().getFirst().parameters().get("weight")).hasToString("0.2..0.6");
        assertThat(group.models().getLast().parameters().get("weight")).hasToString("1");
        assertThat(group.parameters()).isEqualTo(Map.of("normalize", new Explanation.Span(true, true)));
    }

    @Test
    void stackedLayersSayWhichOnesTheyAre() {
        Explanation explained = explain("""
                merge_method: passthrough
                slices:
                  - sources: [{model: a, layer_range: [0, 3]}]
                  - sources: [{model: b, layer_range: [1, 3]}]
                """);

        assertThat(group(explained, "model.layers.{0..2}.self_attn.q_proj.weight")
                        .models()
                        .getFirst()
                        .layers())
                .isNull();
        Explanation.Group second = group(explained, "model.layers.{3..4}.self_attn.q_proj.weight");
        assertThat(second.models().getFirst().layers()).isEqualTo("1..2");
        assertThat(second.copied()).isTrue();
    }

    @Test
    void anAdapterSaysHowManyTensorsItChanges() {
        Explanation explained = explain("{merge_method: linear, models: [{model: a+lora}]}");

        assertThat(explained.adapters()).containsExactly(new Explanation.AdapterUse("lora", "a", 8));
        assertThat(group(explained, "model.norm.weight").copied()).isTrue();
        assertThat(group(explained, "model.layers.{0..3}.mlp.up_proj.weight").copied())
                .isFalse();
    }

    @Test
    void sizesAreThoseOfTheHeaders() {
        Explanation explained = explain("{merge_method: passthrough, models: [{model: a}], dtype: float32}");

        assertThat(explained.bytes()).isEqualTo(2 * explained.bytesRead());
        assertThat(explained.shards()).isEqualTo(1);
        assertThat(explained.seconds()).isPositive();
    }

    @Test
    void numbersAreFoldedIntoRanges() {
        assertThat(FoldedName.ranges(new TreeSet<>(List.of(0, 1, 2, 5, 7, 8)))).isEqualTo("0..2,5,7..8");
        assertThat(FoldedName.of("h.3.experts.12.w")).isEqualTo(new FoldedName("h.#.experts.#.w", List.of(3, 12)));
    }

    private Explanation explain(String recipe) {
        Merging merging = Merging.of(folder, recipe);
        try (MergeInputs inputs = merging.open()) {
            return Explanation.of(merging.plan(inputs), merging.options());
        }
    }

    private static Explanation.Group group(Explanation explained, String names) {
        return explained.tensors().stream()
                .filter(group -> group.names().equals(names))
                .findFirst()
                .orElseThrow(() -> new AssertionError(names + " is not among " + explained.tensors()));
    }
}
