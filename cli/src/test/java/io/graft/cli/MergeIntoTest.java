package io.graft.cli;

import static io.graft.cli.Command.graft;
import static org.assertj.core.api.Assertions.assertThat;

import io.graft.core.artifact.Folder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code graft merge --into}: the workers of a registry run the recipe. */
class MergeIntoTest {
    @TempDir
    Path folder;

    private Path recipe;

    @BeforeAll
    static void pushInputs() {
        SampleMerge.push(Samples.base().toString(), "into/base");
        SampleMerge.pushAdapter("support", "into/support", "into/base@1");
    }

    @BeforeEach
    void writeRecipe() throws IOException {
        recipe = Files.writeString(folder.resolve("recipe.yml"), """
                merge_method: linear
                models:
                  - model: into/base@1+into/support@1
                    parameters: {weight: 1.0}
                """);
    }

    @Test
    void aCutMergeMakesTheVersionThatIsMadeInOnePiece() {
        String whole = into("into/whole", "--shard-size", "200K").out();
        String cut = into("into/cut", "--shard-size", "200K", "--parts", "3").out();

        assertThat(whole).startsWith("into/whole@1 is READY  sha256:");
        assertThat(cut).isEqualTo(whole.replace("whole", "cut"));
    }

    @Test
    void aRecipeThatQuantisesMakesTheSameFilesHereAndThere() throws IOException {
        Files.writeString(recipe, Files.readString(recipe) + "quantize: q8_0\n");
        Command made = into("into/small");
        assertThat(made.exit()).as(made.err()).isZero();
        Path local = Files.writeString(
                folder.resolve("local.yml"),
                Files.readString(recipe)
                        .replace("into/base@1", Samples.base().toString())
                        .replace("into/support@1", Samples.adapter("support").toString()));
        graft("merge", "--quiet", local, folder.resolve("here"));
        graft("pull", "into/small@1", folder.resolve("there"), "--registry", RunningSuite.address());

        assertThat(new Folder(folder.resolve("there")).describe())
                .isEqualTo(new Folder(folder.resolve("here")).describe());
        assertThat(folder.resolve("there/model-Q8_0.gguf")).exists();
        Command cut = into("into/smaller", "--parts", "2");
        assertThat(cut.err()).contains("error[MERGE_CUT_INVALID]", "quantises");
    }

    @Test
    void aMergeIsCutIntoAFewPartsAtMost() {
        Command refused = into("into/shreds", "--parts", "1000");

        assertThat(refused.exit()).isEqualTo(Exit.REFUSED);
        assertThat(refused.err()).contains("error[MERGE_CUT_INVALID]", "  fix    ");
    }

    @Test
    void anOutputFolderHasNoPlaceBesideIt() {
        assertThat(into("into/both", folder.resolve("out")).exit()).isEqualTo(Exit.USAGE);
    }

    private Command into(String model, Object... more) {
        Stream<Object> words =
                Stream.of("merge", "--quiet", "--into", model, "--registry", RunningSuite.address(), recipe);
        return graft(Stream.concat(words, Stream.of(more)).toArray());
    }
}
