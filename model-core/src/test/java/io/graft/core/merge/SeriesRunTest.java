package io.graft.core.merge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.graft.core.GraftException;
import io.graft.core.recipe.RecipeSeries;
import io.graft.core.tensor.DType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Recipes that take each other's results. */
class SeriesRunTest {
    private static final String TWO_STEPS = """
            name: half
            merge_method: linear
            models: [{model: a, parameters: {weight: 1}}, {model: b, parameters: {weight: 1}}]
            ---
            merge_method: linear
            models: [{model: half, parameters: {weight: 1}}, {model: c, parameters: {weight: 3}}]
            """;

    @TempDir
    Path folder;

    @BeforeEach
    void threeModels() throws IOException {
        for (String name : List.of("a", "b", "c")) {
            Models.llama(folder.resolve(name), 2, DType.F32, name.hashCode());
        }
    }

    @Test
    void theResultIsThatOfOneMergeAfterTheOther() throws Exception {
        String[] documents = TWO_STEPS.split("---\n", -1);
        Merging.of(folder, documents[0]).into(folder.resolve("half"));
        Merging.of(folder, documents[1]).into(folder.resolve("expected"));
        Files.move(folder.resolve("half"), folder.resolve("moved"));
        run(TWO_STEPS);

        Comparing.assertWithin(0, folder.resolve("out"), folder.resolve("expected"));
    }

    @Test
    void nothingIsLeftOfWhatIsBetween() throws Exception {
        run(TWO_STEPS);

        try (var files = Files.list(folder)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder("a", "b", "c", "out");
        }
    }

    @Test
    void theProvenanceSaysWhatWasMergedOnTheWay() throws Exception {
        run(TWO_STEPS);

        JsonNode provenance =
                JsonMapper.shared().readTree(Files.readString(folder.resolve("out/graft_provenance.json")));
        String fingerprint = provenance.path("made").propertyNames().iterator().next();
        assertThat(provenance.path("recipe").path("models").toString()).contains(fingerprint);
        assertThat(provenance.path("made").path(fingerprint).path("recipe").path("models"))
                .hasSize(2);
        assertThat(provenance.toString()).doesNotContain(folder.toString(), "half");
    }

    @Test
    void anOutputThatIsThereIsRefusedBeforeAnythingIsMerged() throws Exception {
        Files.createDirectories(folder.resolve("out/mine"));
        List<Long> written = new ArrayList<>();
        GraftException refusal =
                catchThrowableOfType(GraftException.class, () -> run(TWO_STEPS, (done, total) -> written.add(done)));

        assertThat(refusal.code()).isEqualTo(MergeError.MERGE_OUTPUT_EXISTS);
        assertThat(written).isEmpty();
    }

    @Test
    void aPreviewShowsEveryStepWithInputsOfTheRightShape() {
        List<String> shown = new ArrayList<>();
        RecipeSeries series = RecipeSeries.parse(TWO_STEPS, "recipe.yml");
        SeriesPreview.show(
                series,
                source -> folder.resolve(source.toString()),
                (step, inputs) -> shown.add(
                        step.name() + MergePlan.of(step.recipe(), inputs).bytes()));

        assertThat(shown).hasSize(2);
        assertThat(shown.getFirst()).isEqualTo("half" + shown.getLast());
    }

    private void run(String recipes) throws InterruptedException {
        run(recipes, MergeListener.NONE);
    }

    private void run(String recipes, MergeListener listener) throws InterruptedException {
        SeriesRun.run(
                RecipeSeries.parse(recipes, "recipe.yml"),
                source -> folder.resolve(source.toString()),
                folder.resolve("out"),
                MergeOptions.defaults().withThreads(2),
                listener);
    }
}
