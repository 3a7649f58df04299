package io.graft.core.tokenizer;

import static org.assertj.core.api.Assertions.assertThat;

import io.graft.core.checkpoint.Checkpoint;
import io.graft.core.merge.MergeInputs;
import io.graft.core.merge.MergeListener;
import io.graft.core.merge.MergeOptions;
import io.graft.core.merge.MergePlan;
import io.graft.core.merge.MergeRun;
import io.graft.core.recipe.Recipe;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Recipes with a tokenizer, from their text to the folder. */
class TokenizerMergeTest {
    private static final String MEAN = """
            merge_method: linear
            base_model: base
            models: [{model: base, parameters: {weight: 1}}, {model: chat, parameters: {weight: 1}}]
            """;

    @TempDir
    Path room;

    @BeforeEach
    void twoModelsWithTokensOfTheirOwn() throws IOException {
        TinyModel.of(room.resolve("base"), 1, "a", "b").close();
        TinyModel.of(room.resolve("chat"), 2, "<start>", "b", "a").close();
    }

    @Test
    void aUnionMergesRowsTokenByToken() throws Exception {
        merge(MEAN + "tokenizer_source: union");

        assertThat(first(0)).isEqualTo(mean(TinyModel.value(1, 0, 0), TinyModel.value(2, 2, 0)));
        assertThat(first(1)).isEqualTo(mean(TinyModel.value(1, 1, 0), TinyModel.value(2, 1, 0)));
        assertThat(first(2)).isEqualTo(TinyModel.value(2, 0, 0));
        assertThat(Files.readString(room.resolve("out/config.json"))).contains("\"vocab_size\": 3");
        assertThat(Files.readString(room.resolve("out/tokenizer.json"))).contains("<start>");
    }

    @Test
    void theTokensOfOneModelMayBeKept() throws Exception {
        merge(MEAN
                + "tokenizer: {source: base, pad_to_multiple_of: 4, tokens: {b: {source: {kind: zero}, force: true}}}");

        try (Checkpoint merged = Checkpoint.open(room.resolve("out"))) {
            assertThat(merged.tensor(TinyModel.EMBEDDING).shape().dim(0)).isEqualTo(4);
            assertThat(merged.tensor(TinyModel.BIAS).shape().dim(0)).isEqualTo(4);
        }
        assertThat(first(1)).isZero();
    }

    @Test
    void theOrderInWhichModelsAreListedChangesNothing() throws Exception {
        merge(MEAN + "tokenizer_source: union");
        Files.move(room.resolve("out"), room.resolve("first"));
        merge("""
                tokenizer: {source: union}
                models: [{model: chat, parameters: {weight: 1}}, {model: base, parameters: {weight: 1}}]
                base_model: base
                merge_method: linear
                """);

        for (String file :
                new String[] {"model.safetensors", "config.json", "tokenizer.json", "graft_provenance.json"}) {
            assertThat(room.resolve("out").resolve(file))
                    .hasSameBinaryContentAs(room.resolve("first").resolve(file));
        }
    }

    @Test
    void aChatTemplateGoesToTheFilesOfTheTokenizer() throws Exception {
        merge("{merge_method: passthrough, models: [{model: base}], chat_template: chatml}");

        assertThat(Files.readString(room.resolve("out/tokenizer_config.json"))).contains("chat_template", "im_start");
    }

    private void merge(String text) throws InterruptedException {
        Recipe recipe = Recipe.parse(text, "recipe.yml");
        try (MergeInputs inputs = MergeInputs.open(recipe, source -> room.resolve(source.toString()))) {
            MergeRun.run(
                    MergePlan.of(recipe, inputs), room.resolve("out"), MergeOptions.defaults(), MergeListener.NONE);
        }
    }

    /** The first element of a row of the embedding. */
    private double first(int row) {
        try (Checkpoint merged = Checkpoint.open(room.resolve("out"))) {
            double[] value = new double[1];
            merged.tensor(TinyModel.EMBEDDING).read((long) row * TinyModel.WIDTH, value, 1);
            return value[0];
        }
    }

    private static double mean(double one, double other) {
        return (one + other) / 2;
    }
}
