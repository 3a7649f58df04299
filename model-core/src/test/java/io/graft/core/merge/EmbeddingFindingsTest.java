package io.graft.core.merge;

import io.graft.core.tensor.DType;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What preflight says of adapters that change embeddings. */
class EmbeddingFindingsTest {
    @TempDir
    private Path folder;

    private Scene scene;

    @BeforeEach
    void setUp() {
        scene = new Scene(folder);
    }

    @Test
    void anAdapterThatSeparatesTiedEmbeddingsIsMentioned() throws IOException {
        scene.tied().embeddingFactors().adapter(Scene.lora());
        scene.assertFound(Scene.MERGE, "EMBEDDINGS_UNTIED");
    }

    @Test
    void anAdapterOfSeparateEmbeddingsUntiesNothing() throws IOException {
        scene.plain().embeddingFactors().adapter(Scene.lora());
        scene.assertNotFound(Scene.MERGE, "EMBEDDINGS_UNTIED");
    }

    @Test
    void aVocabularyOfAnotherSizeIsAWarning() throws IOException {
        saved(6);
        scene.assertFound(Scene.MERGE, "VOCABULARY_CHANGED");
    }

    @Test
    void aVocabularyOfTheSameSizeIsNot() throws IOException {
        saved(4);
        scene.assertNotFound(Scene.MERGE, "VOCABULARY_CHANGED");
    }

    private void saved(int tokens) throws IOException {
        scene.plain()
                .factors("lora")
                .tensor("base_model.model.model.embed_tokens.weight", DType.F32, i -> i, tokens, 2)
                .tensor("base_model.model.lm_head.weight", DType.F32, i -> i, tokens, 2)
                .adapter(Scene.lora("'modules_to_save':['embed_tokens','lm_head']"));
    }
}
