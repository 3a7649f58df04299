package io.graft.cli;

import static io.graft.cli.Command.graft;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code graft impact} and {@code graft withdraw} against a running suite. */
class WithdrawTest {
    @TempDir
    static Path folder;

    @BeforeAll
    static void mergeTwoAdapters() throws IOException {
        SampleMerge.push(Samples.base().toString(), "back/base");
        SampleMerge.pushAdapter("sentiment", "back/sentiment", "back/base@1");
        SampleMerge.pushAdapter("support", "back/support", "back/base@1");
        Path recipe = Files.writeString(folder.resolve("recipe.yml"), """
                merge_method: task_arithmetic
                base_model: back/base@1
                models:
                  - model: back/base@1+back/sentiment@1
                    parameters: {weight: 0.7}
                  - model: back/base@1+back/support@1
                    parameters: {weight: 0.4}
                """);
        Command merged = graft("merge", "--quiet", "--into", "back/bot", "--registry", RunningSuite.address(), recipe);
        assertThat(merged.exit()).as(merged.err()).isZero();
    }

    @Test
    void whatContainsAVersionIsShownWithItsWeight() {
        Command impact = graft("impact", "back/base@1", "--registry", RunningSuite.address());

        assertThat(impact.exit()).as(impact.err()).isZero();
        assertThat(impact.out().lines()).first().isEqualTo("back/base@1 is in");
        assertThat(impact.out()).containsPattern("back/sentiment@1 +adapter of back/base@1");
        assertThat(graft("impact", "back/support@1", "--registry", RunningSuite.address())
                        .out())
                .containsPattern("back/bot@1 +merge of back/support@1  weight 0\\.4");
        assertThat(graft("impact", "back/bot@1", "--registry", RunningSuite.address())
                        .out())
                .isEqualToIgnoringNewLines("Nothing contains back/bot@1");
    }

    @Test
    void aVersionIsTakenBackAndWhatIsLeftIsProposed() {
        Command withdrawn = graft(
                "withdraw",
                "back/sentiment@1",
                "--kind",
                "data",
                "--reason",
                "Bought reviews",
                "--registry",
                RunningSuite.address());

        assertThat(withdrawn.exit()).as(withdrawn.err()).isZero();
        assertThat(withdrawn.out())
                .startsWith("back/sentiment@1 is withdrawn (data): Bought reviews")
                .contains("  tainted     1 version\n", "  re-merge    back/bot@1  without back/sentiment@1");
        Command again =
                graft("withdraw", "back/sentiment@1", "--reason", "Still", "--registry", RunningSuite.address());
        assertThat(again.exit()).isEqualTo(Exit.REFUSED);
        assertThat(again.err()).contains("error[WITHDRAWAL_IN_FORCE]", "  fix    ");
    }

    @Test
    void aReasonIsNeeded() {
        assertThat(graft("withdraw", "back/support@1").exit()).isEqualTo(Exit.USAGE);
    }
}
