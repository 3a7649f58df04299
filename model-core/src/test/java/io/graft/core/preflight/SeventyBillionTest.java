package io.graft.core.preflight;

import static org.assertj.core.api.Assertions.assertThat;

import io.graft.core.recipe.Recipe;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Preflight of the largest common model reads no more than headers, configs and samples of the factors. */
class SeventyBillionTest {
    @TempDir
    private Path folder;

    @Test
    void fourAdaptersOnSeventyBillionParametersAreLookedAtWithoutReadingTheWeights() throws IOException {
        long parameters = SeventyBillion.base(folder.resolve("base"));
        for (String adapter : List.of("a", "b", "c", "d")) {
            SeventyBillion.adapter(folder.resolve(adapter));
        }
        Path recipe = Files.writeString(folder.resolve("recipe.yml"), SeventyBillion.RECIPE);

        List<Finding> findings = Preflight.of(
                Recipe.parse(Files.readString(recipe), "recipe.yml"), source -> folder.resolve(source.toString()));

        assertThat(parameters).isEqualTo(70_553_706_496L);
        assertThat(findings).isEmpty();
    }

    @Test
    void whetherSuchAModelIsTheBaseThatAnAdapterStatesIsLeftOpenAndSaid() throws IOException {
        SeventyBillion.base(folder.resolve("base"));
        SeventyBillion.adapter(folder.resolve("a"), "graft_base_fingerprint", "sha256:" + "ab".repeat(32));

        assertThat(Preflight.of(
                        Recipe.parse("{merge_method: linear, models: [{model: base+a}]}", "recipe.yml"),
                        source -> folder.resolve(source.toString())))
                .extracting(Finding::code)
                .containsExactly("BASE_UNVERIFIED");
    }
}
