package io.graft.cli;

import static io.graft.cli.Command.graft;
import static org.assertj.core.api.Assertions.assertThat;

import io.graft.core.artifact.Digest;
import io.graft.core.artifact.Folder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The main job, as a newcomer sees it. */
class DemoTest {
    @TempDir
    Path folder;

    @Test
    void theMainJobOnTheSamplesTwice() throws Exception {
        String story = demo();
        assertThat(story)
                .contains(
                        "samples/base@1",
                        "samples/sentiment@1",
                        "samples/sentiment-2@1",
                        "samples/support@1",
                        "samples/base-with-support@1",
                        "byte for byte",
                        "samples/sentiment-soup@1: PASS",
                        "samples/two-skills-averaged@1: FAIL",
                        "samples/sentiment-then-support@1: FAIL",
                        "RELEASED   samples/reviews@1 passed samples/production@1",
                        "STOPPED    samples/production@1: FAIL",
                        "The bundle samples/skills@1 is judged: PASS");
        assertThat(story).containsSubsequence("STOPPED", "production of samples/reviews stands at version 1");
        assertThat(digest("data/demo/downloaded")).isEqualTo(localMerge());
        // What the gate stopped was the second version; the whole story once more makes no other.
        assertThat(demo())
                .contains("samples/base-with-support@1", "samples/reviews@2")
                .doesNotContain("samples/base@2", "samples/base-with-support@2", "@3");
    }

    private String demo() throws Exception {
        try (JavaProcess demo = JavaProcess.start(
                folder.resolve("demo.log"),
                Graft.class.getName(),
                "demo",
                "--once",
                "--data",
                folder + "/data",
                "--port",
                "0")) {
            assertThat(demo.awaitExit()).as(demo.output()).isZero();
            return demo.output();
        }
    }

    private Digest localMerge() throws IOException {
        Path recipe = Files.writeString(
                folder.resolve("recipe.yml"), """
                merge_method: task_arithmetic
                base_model: %1$s
                models:
                  - model: %1$s+%2$s
                    parameters: {weight: 1.0}
                dtype: bfloat16
                """.formatted(Samples.base(), Samples.adapter("support")));
        Command merged = graft("merge", recipe, folder.resolve("local"));
        assertThat(merged.exit()).as(merged.err()).isZero();
        return digest("local");
    }

    private Digest digest(String name) {
        return new Folder(folder.resolve(name)).describe().digest();
    }
}
