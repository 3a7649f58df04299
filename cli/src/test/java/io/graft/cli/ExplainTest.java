package io.graft.cli;

import static io.graft.cli.Command.graft;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ExplainTest {
    @TempDir
    Path folder;

    @Test
    void aPlanIsShownWithoutBeingRun() throws IOException {
        Command explained = graft("recipe", "explain", recipe());
        assertThat(explained.exit()).as(explained.err()).isZero();
        assertThat(explained.out())
                .contains("recipe   sha256:", "method   task_arithmetic", "model.layers.{0..", "weight=0.5")
                .contains("← copy(", "← task_arithmetic(base@", "lambda=1")
                .contains("adapter  " + Samples.adapter("support"), "in 28 tensors")
                .contains("in 1 file of weights", "memory   at most", "an estimate");
    }

    @Test
    void theSameIsThereAsJson() throws IOException {
        JsonNode plan = JsonMapper.shared()
                .readTree(graft("recipe", "explain", "--json", recipe()).out())
                .path("steps")
                .path(0)
                .path("plan");
        assertThat(plan.path("adapters").path(0).path("tensors").asInt()).isEqualTo(28);
        assertThat(plan.path("bytes").asLong()).isPositive();
        assertThat(plan.path("tensors").path(0).path("shape").isArray()).isTrue();
    }

    @Test
    void recipesThatFeedEachOtherAreShownOneByOne() throws IOException {
        Path series = Files.writeString(folder.resolve("series.yml"), """
                name: half
                %s
                ---
                merge_method: passthrough
                models: [{model: half, parameters: {scale: 2}}]
                """.formatted(Files.readString(recipe())));
        Command explained = graft("recipe", "explain", series);
        assertThat(explained.exit()).as(explained.err()).isZero();
        assertThat(explained.out()).contains("name     half", "method   passthrough", "half scale=2");
        assertThat(graft("check", series).exit()).isZero();
    }

    @Test
    void aFaultOfTheRecipeIsShownAsAnError() throws IOException {
        Path broken = Files.writeString(folder.resolve("broken.yml"), "merge_method: linear\nmodles: []\n");
        Command refused = graft("recipe", "explain", broken);
        assertThat(refused.exit()).isEqualTo(Exit.REFUSED);
        assertThat(refused.err()).contains("error[RECIPE_UNKNOWN_KEY] modles");
        assertThat(graft("recipe", "explain", folder.resolve("none.yml")).exit())
                .isEqualTo(Exit.ENVIRONMENT);
        assertThat(graft("recipe", "explain").exit()).isEqualTo(Exit.USAGE);
        assertThat(graft("recipe").exit()).isEqualTo(Exit.USAGE);
    }

    @Test
    void itHasHelpOfItsOwn() {
        assertThat(graft("recipe", "explain", "--help").out())
                .contains("graft recipe explain [OPTIONS] RECIPE.yml", "--shard-size", "Exit codes:");
    }

    private Path recipe() throws IOException {
        return Files.writeString(
                folder.resolve("recipe.yml"), """
                merge_method: task_arithmetic
                base_model: %1$s
                models:
                  - model: %1$s+%2$s
                    parameters: {weight: 0.5}
                """.formatted(Samples.base(), Samples.adapter("support")));
    }
}
