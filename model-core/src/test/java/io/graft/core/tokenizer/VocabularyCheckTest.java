package io.graft.core.tokenizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.graft.core.GraftException;
import io.graft.core.checkpoint.Checkpoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VocabularyCheckTest {
    @TempDir
    Path room;

    private final SequencedMap<String, Checkpoint> models = new LinkedHashMap<>();

    @AfterEach
    void close() {
        models.values().forEach(Checkpoint::close);
    }

    @Test
    void embeddingsOfDifferentSizesAreRefusedWithTheWayOut() throws IOException {
        model("base", "a", "b");
        model("other", "a", "b", "c");

        assertThatExceptionOfType(GraftException.class)
                .isThrownBy(() -> VocabularyCheck.requireOneSize(models))
                .withMessage("The embedding of other has 3 rows, and that of base has 2")
                .satisfies(e -> assertThat(e.code()).isEqualTo(TokenizerError.VOCABULARY_SIZES_DIFFER))
                .satisfies(e -> assertThat(e.remedy()).contains("tokenizer: {source: union}"));
    }

    @Test
    void rowsThatStandForDifferentTokensAreFoundAlthoughTheSizesAreEqual() throws IOException {
        model("base", "a", "b", "c");
        model("same", "a", "b", "c");
        model("other", "a", "c", "b");

        VocabularyCheck.requireOneSize(models);

        assertThat(VocabularyCheck.differences(models, "base"))
                .containsOnlyKeys("other")
                .containsEntry(
                        "other",
                        "2 rows stand for other tokens in other than in base, such as row 1: for \"c\", not for \"b\"");
    }

    @Test
    void modelsWithoutATokenizerAreNotCompared() throws IOException {
        model("base", "a", "b");
        model("other", "b", "a");
        Files.delete(room.resolve("other").resolve("tokenizer.json"));

        assertThat(VocabularyCheck.differences(models, "base")).isEmpty();
    }

    private void model(String name, String... tokens) throws IOException {
        models.put(name, TinyModel.of(room.resolve(name), 1, tokens));
    }
}
