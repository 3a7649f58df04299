package io.graft.core.merge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.graft.core.GraftException;
import io.graft.core.artifact.ArtifactFile;
import io.graft.core.artifact.Folder;
import io.graft.core.checkpoint.Checkpoint;
import io.graft.core.conversion.GgufExport;
import io.graft.core.gguf.BlockType;
import io.graft.core.gguf.GgufFile;
import io.graft.core.recipe.Recipe;
import io.graft.core.recipe.RecipeSeries;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code quantize}, the step of a recipe that adds a GGUF file to what it merged. */
class QuantizeStepTest {
    private static final Path SAMPLES =
            Path.of("..", "samples").toAbsolutePath().normalize();
    private static final String MERGE = """
            merge_method: linear
            models: [{model: base+adapters/sentiment, parameters: {weight: 1.0}}]
            """;

    @TempDir
    private Path folder;

    @Test
    void theMergeStaysAsItIsAndGetsOneFileMore() throws Exception {
        merge(MERGE, "plain");
        merge(MERGE + "quantize: q8_0\n", "quantised");

        Predicate<ArtifactFile> weights = file -> file.path().endsWith(".safetensors");
        assertThat(files("quantised").stream().filter(weights))
                .containsExactlyElementsOf(
                        files("plain").stream().filter(weights).toList());
        assertThat(files("quantised"))
                .extracting(ArtifactFile::path)
                .contains("model-Q8_0.gguf", "config.json", "tokenizer.json");
    }

    @Test
    void theFileIsWhatTheExportMakesOfTheMerge() throws Exception {
        MergeResult result = merge(MERGE + "quantize: Q4_K\n", "quantised");
        Path expected = folder.resolve("expected.gguf");
        try (Checkpoint merged = Checkpoint.open(folder.resolve("quantised"))) {
            GgufExport.write(merged, BlockType.Q4_K, "merged", expected);
        }

        assertThat(folder.resolve("quantised/model-Q4_K.gguf")).hasSameBinaryContentAs(expected);
        assertThat(result.manifest()).isEqualTo(new Folder(folder.resolve("quantised")).describe());
    }

    @Test
    void whereItIsMergedDoesNotShow() throws Exception {
        MergeResult here = merge(MERGE + "quantize: q4_0\n", "here");
        MergeResult there = merge(MERGE + "quantize: q4_0\n", "far/away");

        assertThat(here.manifest()).isEqualTo(there.manifest());
    }

    @Test
    void theProvenanceAndTheIdOfTheRecipeSayIt() throws Exception {
        merge(MERGE + "quantize: q8_0\n", "quantised");

        assertThat(folder.resolve("quantised/graft_provenance.json"))
                .content()
                .contains(
                        "\"quantize\": \"q8_0\"",
                        "\"file\": \"model-Q8_0.gguf\"",
                        "\"model.embed_tokens.weight\": 0.00");
        assertThat(Recipe.parse(MERGE + "quantize: Q8_0\n", "recipe").id())
                .isEqualTo(Recipe.parse(MERGE + "quantize: q8_0\n", "recipe").id())
                .isNotEqualTo(Recipe.parse(MERGE, "recipe").id());
    }

    @Test
    void randomMethodsDrawWhatTheyDrawWithoutIt() {
        assertThat(Recipe.parse(MERGE + "quantize: q8_0\n", "recipe").seed())
                .isEqualTo(Recipe.parse(MERGE, "recipe").seed());
    }

    @Test
    void howLargeItWillBeIsKnownBefore() throws Exception {
        MergeResult result = merge(MERGE + "quantize: q8_0\n", "quantised");
        long size = result.manifest().file("model-Q8_0.gguf").orElseThrow().size();
        try (MergeInputs inputs =
                Merging.of(SAMPLES, MERGE + "quantize: q8_0\n").open()) {
            long expected = Requantisation.of(
                            Merging.of(SAMPLES, MERGE + "quantize: q8_0\n").plan(inputs))
                    .orElseThrow()
                    .bytes();
            try (GgufFile file = GgufFile.open(folder.resolve("quantised/model-Q8_0.gguf"))) {
                long tensors = file.tensors().stream()
                        .mapToLong(tensor -> tensor.type().bytes(tensor.shape().elements()))
                        .sum();
                assertThat(expected).isEqualTo(tensors).isLessThan(size);
            }
        }
    }

    @Test
    void aTypeThatIsNotWrittenIsRefusedWithThoseThatAre() {
        GraftException refusal = catchThrowableOfType(
                GraftException.class, () -> Recipe.parse(MERGE + "quantize: q6_k\n", "recipe.yml"));

        assertThat(refusal.code().name()).isEqualTo("RECIPE_WRONG_VALUE");
        assertThat(refusal.where()).isEqualTo("recipe.yml:3:11");
        assertThat(refusal).hasMessageContaining("quantize");
        assertThat(refusal.remedy()).contains("f16", "bf16", "q8_0", "q4_0", "q4_k");
    }

    @Test
    void aFamilyThatGgufIsNotMadeOfIsRefusedBeforeAnythingIsMerged() throws IOException {
        Path model = Files.createDirectories(folder.resolve("base"));
        Files.copy(SAMPLES.resolve("base/model.safetensors"), model.resolve("model.safetensors"));
        Files.writeString(
                model.resolve("config.json"),
                Files.readString(SAMPLES.resolve("base/config.json"))
                        .replace("\"model_type\": \"llama\"", "\"model_type\": \"mamba\""));
        String recipe = "{merge_method: linear, quantize: q8_0, models: [{model: base, parameters: {weight: 1}}]}";
        GraftException refusal = catchThrowableOfType(
                GraftException.class, () -> Merging.of(folder, recipe).into(folder.resolve("out")));

        assertThat(refusal.code().name()).isEqualTo("FAMILY_NOT_CONVERTIBLE");
        assertThat(folder.resolve("out")).doesNotExist();
    }

    @Test
    void whatOtherRecipesTakeIsNotQuantised() {
        String series = """
                name: first
                merge_method: linear
                quantize: q8_0
                models: [{model: a, parameters: {weight: 1}}]
                ---
                merge_method: linear
                models: [{model: first, parameters: {weight: 1}}]
                """;
        GraftException refusal =
                catchThrowableOfType(GraftException.class, () -> RecipeSeries.parse(series, "recipe.yml"));

        assertThat(refusal).hasMessageContaining("quantises what other recipes take");
    }

    @Test
    void aMergeInPartsIsRefusedForNobodyHasAllWeightsThere() throws Exception {
        try (MergeInputs inputs =
                Merging.of(SAMPLES, MERGE + "quantize: q8_0\n").open()) {
            MergePlan plan = Merging.of(SAMPLES, MERGE + "quantize: q8_0\n").plan(inputs);
            GraftException refusal = catchThrowableOfType(
                    GraftException.class,
                    () -> MergeRun.assemble(plan, List.of(), folder.resolve("out"), MergeOptions.defaults()));

            assertThat(refusal.code()).isEqualTo(MergeError.MERGE_NOT_DIVISIBLE);
        }
    }

    private MergeResult merge(String recipe, String output) throws InterruptedException {
        return Merging.of(SAMPLES, recipe).into(folder.resolve(output));
    }

    private List<ArtifactFile> files(String output) {
        return new Folder(folder.resolve(output)).describe().files();
    }
}
