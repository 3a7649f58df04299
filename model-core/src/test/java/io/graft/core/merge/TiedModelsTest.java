package io.graft.core.merge;

import static org.assertj.core.api.Assertions.assertThat;

import io.graft.core.checkpoint.Checkpoint;
import io.graft.core.tensor.DType;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A model that ties its output layer brings its embedding for it, where another model has one of its own. */
class TiedModelsTest {
    private static final String EMBEDDING = "model.embed_tokens.weight";
    private static final String HEAD = "lm_head.weight";

    @TempDir
    Path folder;

    @BeforeEach
    void writeModels() throws IOException {
        Models.in(folder.resolve("tied"))
                .tensor(EMBEDDING, DType.F32, i -> i, 4, 2)
                .model(config(true));
        Models.in(folder.resolve("untied"))
                .tensor(EMBEDDING, DType.F32, i -> 10, 4, 2)
                .tensor(HEAD, DType.F32, i -> 100 - i, 4, 2)
                .model(config(false));
        Models.in(folder.resolve("lora"))
                .tensor("model.embed_tokens.lora_embedding_A", DType.F32, i -> 1, 1, 4)
                .tensor("model.embed_tokens.lora_embedding_B", DType.F32, i -> 2, 2, 1)
                .adapter("{\"peft_type\": \"LORA\", \"r\": 1, \"lora_alpha\": 1}");
    }

    private static String config(boolean tied) {
        return """
                {"architectures": ["LlamaForCausalLM"], "model_type": "llama", "tie_word_embeddings": %s}
                """.formatted(tied);
    }

    @Test
    void anAdapterOnTheEmbeddingOfOneModelUntiesTheMerge() throws Exception {
        merge(
                "{merge_method: task_arithmetic, base_model: tied, models: [{model: tied+lora}], parameters: {weight: 0.5}}");

        assertMerged(new double[] {1, 2, 3, 4, 5, 6, 7, 8}, new double[] {0, 1, 2, 3, 4, 5, 6, 7});
    }

    @Test
    void anOutputLayerIsMergedWithTheEmbeddingThatServesForIt() throws Exception {
        merge("{merge_method: linear, models: [{model: tied}, {model: untied}], parameters: {weight: 1}}");

        assertMerged(new double[] {5, 5.5, 6, 6.5, 7, 7.5, 8, 8.5}, new double[] {50, 50, 50, 50, 50, 50, 50, 50});
    }

    private void merge(String recipe) throws InterruptedException {
        Merging.of(folder, recipe).into(folder.resolve("out"));
    }

    private void assertMerged(double[] embedding, double[] head) {
        try (Checkpoint merged = Checkpoint.open(folder.resolve("out"))) {
            assertThat(Comparing.values(merged.tensor(EMBEDDING))).isEqualTo(embedding);
            assertThat(Comparing.values(merged.tensor(HEAD))).isEqualTo(head);
            assertThat(merged.config().tiesEmbeddings()).isEqualTo(Optional.of(false));
        }
    }
}
