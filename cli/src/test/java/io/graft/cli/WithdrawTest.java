package io.graft.cli;

import static io.graft.cli.Command.graft;
import static org.assertj.core.api.Assertions.assertThat;

import io.graft.core.artifact.Folder;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

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
    void aVersionIsTakenBackAndWhatIsLeftIsMergedAgainAndPasses() throws Exception {
        RegistryConnection registry = new RegistryConnection(URI.create(RunningSuite.address()));
        registry.put("/models/back/bot/aliases/production", Map.of("version", 1), null, JsonNode.class);
        registry.postYaml("/gates", "name: back/proved\nconditions: [verification: {}]", JsonNode.class);
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
        assertThat(withdrawn.out()).contains("  blocked     back/bot@production");
        assertThat(graft("pull", "back/bot@production", folder.resolve("x"), "--registry", RunningSuite.address())
                        .err())
                .contains("error[ALIAS_BLOCKED]");
        String withdrawal = Pattern.compile("withdrawal +(\\S+)")
                .matcher(withdrawn.out())
                .results()
                .findFirst()
                .orElseThrow()
                .group(1);
        Command merged = graft("remerge", withdrawal, "--registry", RunningSuite.address());
        assertThat(merged.exit()).as(merged.err() + merged.out()).isZero();
        assertThat(merged.out())
                .contains("back/bot@1 was merged again without back/sentiment@1: back/bot@2")
                .contains("production still stands at 1; move it to 2");
        assertItIsTheMergeOfWhatIsLeft();
        assertThat(registry.post("/gates/back/proved/1/judge", Map.of("version", "back/bot@2"), JsonNode.class)
                        .path("outcome")
                        .asString())
                .isEqualTo("PASS");
        registry.put("/models/back/bot/aliases/production", Map.of("version", 2), "\"1\"", JsonNode.class);
        assertThat(graft("pull", "back/bot@production", folder.resolve("y"), "--registry", RunningSuite.address())
                        .exit())
                .isZero();
        Command again =
                graft("withdraw", "back/sentiment@1", "--reason", "Still", "--registry", RunningSuite.address());
        assertThat(again.exit()).isEqualTo(Exit.REFUSED);
        assertThat(again.err()).contains("error[WITHDRAWAL_IN_FORCE]", "  fix    ");
    }

    /** To the byte: the registry's workers made what anybody makes of the rest. */
    private static void assertItIsTheMergeOfWhatIsLeft() throws IOException {
        Path recipe = Files.writeString(folder.resolve("rest.yml"), """
                merge_method: task_arithmetic
                base_model: back/base@1
                models:
                  - model: back/base@1+back/support@1
                    parameters: {weight: 0.4}
                """.replace(
                        "back/base@1", Samples.base().toString())
                .replace("back/support@1", Samples.adapter("support").toString()));
        assertThat(graft("merge", "--quiet", recipe, folder.resolve("rest")).exit())
                .isZero();
        graft("pull", "back/bot@2", folder.resolve("made"), "--registry", RunningSuite.address());
        assertThat(new Folder(folder.resolve("made")).describe())
                .isEqualTo(new Folder(folder.resolve("rest")).describe());
    }

    @Test
    void aReasonIsNeeded() {
        assertThat(graft("withdraw", "back/support@1").exit()).isEqualTo(Exit.USAGE);
    }
}
