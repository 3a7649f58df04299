package io.graft.core.merge;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LayerStackTest {
    @Test
    void theStackIsTheOneWithAsManyLayersAsTheConfigSays() {
        LayerStack stack = LayerStack.of(
                List.of(
                        "visual.blocks.0.w",
                        "visual.blocks.1.w",
                        "visual.blocks.2.w",
                        "model.layers.0.mlp.experts.0.w",
                        "model.layers.0.mlp.experts.1.w",
                        "model.layers.1.mlp.experts.0.w",
                        "model.layers.1.mlp.experts.1.w",
                        "classifier.3.weight"),
                OptionalInt.of(2));

        assertThat(stack).isEqualTo(new LayerStack("model.layers.", 2));
        assertThat(stack.layer("model.layers.1.mlp.experts.0.w")).hasValue(1);
        assertThat(stack.layer("visual.blocks.1.w")).isEmpty();
        assertThat(stack.renumbered("model.layers.1.mlp.experts.0.w", 7)).isEqualTo("model.layers.7.mlp.experts.0.w");
    }

    @Test
    void aModelWithoutNumbersHasNoLayers() {
        LayerStack stack = LayerStack.of(List.of("weight", "a.b", "x.1.y"), OptionalInt.empty());

        assertThat(stack.count()).isZero();
        assertThat(stack.layer("x.1.y")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"0, 4, 0", "1, 5, 0.25", "3, 4, 1", "0, 1, 1"})
    void gradientsRunFromTheFirstLayerToTheLast(int layer, int length, double position) {
        assertThat(LayerStack.position(layer, length)).isEqualTo(position);
    }

    @ParameterizedTest
    @CsvSource({
        "model.embed_tokens.weight, true",
        "transformer.wte.weight, true",
        "transformer.wpe.weight, true",
        "embeddings.word_embeddings.weight, true",
        "gpt_neox.embed_in.weight, true",
        "embed_out.weight, false",
        "lm_head.weight, false",
        "model.norm.weight, false",
        "transformer.ln_f.bias, false"
    })
    void embeddingsComeBeforeTheLayersAndTheRestAfter(String name, boolean early) {
        assertThat(LayerStack.isEarly(name)).isEqualTo(early);
    }

    @Test
    void layersAreInTheOrderOfTheirNumbers() {
        List<String> names = List.of("model.layers.10.w", "model.layers.9.w", "lm_head.weight", "model.layers.9.b");

        assertThat(names.stream().sorted(TensorOrder.NATURAL).toList())
                .containsExactly("lm_head.weight", "model.layers.9.b", "model.layers.9.w", "model.layers.10.w");
    }
}
