package io.graft.cli;

import static io.graft.cli.Command.graft;
import static org.assertj.core.api.Assertions.assertThat;

import io.graft.core.artifact.Digest;
import io.graft.core.artifact.Folder;
import io.graft.core.merge.Comparing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class MergeTest {
    @TempDir
    Path folder;

    @Test
    void theShortFormIsTheSameAsTheRecipeItStandsFor() throws IOException {
        Path recipe = Files.writeString(
                folder.resolve("recipe.yml"), """
                merge_method: task_arithmetic
                base_model: %1$s
                models:
                  - model: %1$s+%2$s
                    parameters: {weight: 0.5}
                """.formatted(Samples.base(), Samples.adapter("support")));
        String adapter = Samples.adapter("support") + ":0.5";
        graft("merge", "--base", Samples.base(), "--adapter", adapter, folder.resolve("short"));
        assertThat(digest(folder.resolve("short"))).isEqualTo(digest(merge(recipe)));
    }

    @Test
    void neitherThreadsNorBlocksNorKernelsChangeABit() throws IOException {
        Digest digest = digest(mergeSamples("plain"));
        assertThat(digest(mergeSamples("one", "--threads", "1"))).isEqualTo(digest);
        assertThat(digest(mergeSamples("two", "--threads", "2", "--block-size", "4K")))
                .isEqualTo(digest);
        assertThat(digest(mergeSamples("eight", "--threads", "8", "--memory", "16M")))
                .isEqualTo(digest);
        assertThat(digest(mergeSamples("scalar", "--kernels", "scalar"))).isEqualTo(digest);
    }

    @Test
    void theSummaryNamesTheDigestOfTheManifest() {
        Path out = folder.resolve("out");
        Command merged =
                graft("merge", "--base", Samples.base(), "--adapter", Samples.adapter("support"), "--json", out);
        JsonNode summary = JsonMapper.shared().readTree(merged.out());
        assertThat(summary.path("digest").asString()).isEqualTo(digest(out).toString());
        assertThat(summary.path("changed").asInt()).isEqualTo(28);
        assertThat(summary.path("identical").asInt()).isEqualTo(11);
    }

    @Test
    void anOutputThatIsThereIsReplacedOnlyWhenAskedFor() throws IOException {
        Path out = mergeSamples("out");
        Files.writeString(out.resolve("notes.txt"), "mine");
        Command refused = graft("merge", "--base", Samples.base(), "--adapter", Samples.adapter("support"), out);
        assertThat(refused.exit()).isEqualTo(Exit.REFUSED);
        assertThat(refused.err()).contains("error[MERGE_OUTPUT_EXISTS]");
        assertThat(out.resolve("notes.txt")).exists();
        mergeSamples("out", "--force");
        assertThat(out.resolve("notes.txt")).doesNotExist();
    }

    @Test
    void onPyTorchsCpuItMakesTheSameArtifactAndSaysSo() {
        Assumptions.assumeTrue(EvalProcess.isPossible(), "This build has no engine for this machine");
        Path own = mergeSamples("own");
        Path out = folder.resolve("device");
        Command merged = graft(
                "merge",
                "--quiet",
                "--device",
                "torch:cpu",
                "--device-check",
                "whole",
                "--base",
                Samples.base(),
                "--adapter",
                Samples.adapter("support"),
                out);

        assertThat(merged.exit()).as(merged.err()).isZero();
        assertThat(merged.out())
                .contains("device   torch:cpu, 28 tensors", "0 of these differ", "reproducible: every bit");
        assertThat(digest(out)).isEqualTo(digest(own));
    }

    @Test
    void aDeviceThatIsNotThereIsRefused() {
        assertThat(mergeOn("gpu").err()).contains("error[DEVICE_UNKNOWN]", "torch:cpu");
        Assumptions.assumeTrue(EvalProcess.isPossible(), "This build has no engine for this machine");
        assertThat(mergeOn("cuda:63").err()).contains("error[DEVICE_MISSING]", "PYTORCH_LIBRARY_PATH");
    }

    @Test
    void aRegistrysWorkersChooseTheirOwnDevice() {
        Command refused = graft("merge", "--device", "auto", "--into", "team/bot", folder.resolve("recipe.yml"));
        assertThat(refused.exit()).isEqualTo(Exit.USAGE);
    }

    private Command mergeOn(String device) {
        return graft(
                "merge",
                "--device",
                device,
                "--base",
                Samples.base(),
                "--adapter",
                Samples.adapter("support"),
                folder.resolve("out"));
    }

    @Test
    void quietMeansNoProgress() {
        Path out = folder.resolve("out");
        Command merged =
                graft("merge", "--quiet", "--base", Samples.base(), "--adapter", Samples.adapter("support"), out);
        assertThat(merged.err()).isEmpty();
    }

    @Test
    void aMistakeInTheRecipeIsShownWithItsLine() throws IOException {
        Path recipe = Files.writeString(folder.resolve("recipe.yml"), "merge_method: linear\nmodles: []\n");
        Command refused = graft("merge", recipe, folder.resolve("out"));
        assertThat(refused.exit()).isEqualTo(Exit.REFUSED);
        assertThat(refused.err()).contains("error[RECIPE_UNKNOWN_KEY] modles", "recipe.yml:2");
        assertThat(folder.resolve("out")).doesNotExist();
    }

    @Test
    void recipesThatFeedEachOtherAreMergedOneAfterTheOther() throws IOException {
        Path recipes = Files.writeString(
                folder.resolve("multi.yml"), """
                name: tuned
                merge_method: linear
                models: [{model: %1$s+%2$s}]
                ---
                merge_method: task_arithmetic
                base_model: %1$s
                models: [{model: tuned, parameters: {weight: 0}}]
                """.formatted(Samples.base(), Samples.adapter("support")));
        merge(recipes);
        Comparing.assertWithin(0, folder.resolve("out"), Path.of(Samples.base().toString()));
        Files.writeString(recipes, Files.readString(recipes).replace("model: tuned", "model: tunde"));
        Command refused = graft("merge", recipes, folder.resolve("other"));
        assertThat(refused.exit()).isEqualTo(Exit.REFUSED);
        assertThat(refused.err()).contains("is tunde", "line 7", "Did you mean tuned?");
    }

    @Test
    void aRegisteredVersionHasToBeFetchedFirst() throws IOException {
        Path recipe = Files.writeString(
                folder.resolve("recipe.yml"), "merge_method: passthrough\nmodels: [{model: team/bot@1}]\n");
        Command refused = graft("merge", recipe, folder.resolve("out"));
        assertThat(refused.exit()).isEqualTo(Exit.REFUSED);
        assertThat(refused.err()).contains("error[SOURCE_IS_REMOTE]", "team/bot@1", "graft pull");
    }

    @Test
    void aCommandLineThatDoesNotAddUpIsAUsageError() {
        assertThat(graft("merge", "recipe.yml").exit()).isEqualTo(Exit.USAGE);
        assertThat(graft("merge", "--base", "b", "out").exit()).isEqualTo(Exit.USAGE);
        assertThat(graft("merge", "--base", "b", "--adapter", "a", "recipe.yml", "out")
                        .exit())
                .isEqualTo(Exit.USAGE);
    }

    private Path merge(Path recipe) {
        Path out = folder.resolve("out");
        Command merged = graft("merge", recipe, out);
        assertThat(merged.exit()).as(merged.err()).isZero();
        return out;
    }

    private Path mergeSamples(String name, String... options) {
        Path out = folder.resolve(name);
        Object[] arguments = new Object[options.length + 6];
        System.arraycopy(
                new Object[] {"merge", "--base", Samples.base(), "--adapter", Samples.adapter("support"), out},
                0,
                arguments,
                0,
                6);
        System.arraycopy(options, 0, arguments, 6, options.length);
        Command merged = graft(arguments);
        assertThat(merged.exit()).as(merged.err()).isZero();
        return out;
    }

    private static Digest digest(Path out) {
        return new Folder(out).describe().digest();
    }
}
