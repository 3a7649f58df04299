package io.graft.core.merge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.graft.core.GraftException;
import io.graft.core.checkpoint.Checkpoint;
import io.graft.core.conversion.GgufExport;
import io.graft.core.conversion.GgufImport;
import io.graft.core.gguf.BlockType;
import io.graft.core.gguf.GgufFile;
import io.graft.core.preflight.Finding;
import io.graft.core.preflight.Preflight;
import io.graft.core.recipe.Recipe;
import io.graft.core.recipe.Source;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A GGUF file in the place of a base model. */
class GgufBaseTest {
    private static final Path SAMPLES =
            Path.of("..", "samples").toAbsolutePath().normalize();

    @TempDir
    private Path folder;

    @BeforeEach
    void export() {
        export(BlockType.Q8_0, "base.gguf");
    }

    @Test
    void itIsMergedAsTheFolderThatAnImportMakesOfIt() throws Exception {
        try (GgufFile file = GgufFile.open(folder.resolve("base.gguf"))) {
            GgufImport.write(file, GgufImport.closest(file), folder.resolve("imported"));
        }
        merge("base.gguf", "out");
        merge("imported", "expected");

        assertThat(folder.resolve("out/model.safetensors"))
                .hasSameBinaryContentAs(folder.resolve("expected/model.safetensors"));
        assertThat(folder.resolve("out/config.json")).hasSameBinaryContentAs(folder.resolve("expected/config.json"));
    }

    @Test
    void theProvenanceSaysThatItWasQuantised() throws Exception {
        merge("base.gguf", "out");

        assertThat(folder.resolve("out/graft_provenance.json")).content().contains("\"quant_method\": \"gguf\"");
    }

    @Test
    void oneThatWasNeverQuantisedIsNotSaidToBe() throws Exception {
        export(BlockType.BF16, "plain.gguf");
        merge("plain.gguf", "out");
        Merging.of(SAMPLES, recipe("base")).into(folder.resolve("expected"));

        assertThat(folder.resolve("out/graft_provenance.json")).content().doesNotContain("quant_method");
        assertThat(folder.resolve("out/model.safetensors"))
                .hasSameBinaryContentAs(folder.resolve("expected/model.safetensors"));
    }

    @Test
    void aTokenizerBesideItGoesAlong() throws Exception {
        Path model = Files.createDirectories(folder.resolve("model"));
        Files.move(folder.resolve("base.gguf"), model.resolve("anything.gguf"));
        Files.copy(SAMPLES.resolve("base/tokenizer.json"), model.resolve("tokenizer.json"));
        merge("model", "out");

        assertThat(folder.resolve("out/tokenizer.json")).hasSameBinaryContentAs(model.resolve("tokenizer.json"));
    }

    @Test
    void preflightFindsItQuantisedFromItsHeaderAlone() {
        assertThat(Preflight.of(Recipe.parse(recipe("base.gguf"), "recipe.yml"), this::locate))
                .extracting(Finding::code)
                .contains("BASE_QUANTISED");
    }

    @Test
    void nothingIsLeftInTheTemporaryFolderButSmallFiles() throws Exception {
        merge("base.gguf", "out");

        try (var left = Files.walk(Path.of(System.getProperty("java.io.tmpdir")), 3)) {
            assertThat(left.filter(file -> file.toString().contains("graft-gguf"))
                            .filter(file -> file.toString().endsWith(".safetensors")))
                    .isEmpty();
        }
    }

    @Test
    void twoOfThemInAFolderAreNotGuessedAbout() throws IOException {
        Path model = Files.createDirectories(folder.resolve("model"));
        Files.copy(folder.resolve("base.gguf"), model.resolve("one.gguf"));
        Files.copy(folder.resolve("base.gguf"), model.resolve("two.gguf"));

        assertThat(catchThrowableOfType(GraftException.class, () -> merge("model", "out")))
                .isNotNull();
    }

    private void export(BlockType type, String name) {
        try (Checkpoint model = Checkpoint.open(SAMPLES.resolve("base"))) {
            GgufExport.write(model, type, folder.resolve(name));
        }
    }

    private void merge(String base, String output) throws InterruptedException {
        Recipe recipe = Recipe.parse(recipe(base), "recipe.yml");
        try (MergeInputs inputs = MergeInputs.open(recipe, this::locate)) {
            MergeRun.run(
                    MergePlan.of(recipe, inputs), folder.resolve(output), MergeOptions.defaults(), MergeListener.NONE);
        }
    }

    private Path locate(Source source) {
        Path here = folder.resolve(source.toString());
        return Files.exists(here) ? here : SAMPLES.resolve(source.toString());
    }

    private static String recipe(String base) {
        return "{merge_method: linear, models: [{model: %s+adapters/sentiment, parameters: {weight: 1.0}}]}"
                .formatted(base);
    }
}
