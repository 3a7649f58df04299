package io.graft.core.merge;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MergekitGoldensTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "linear",
                "linear-filters",
                "linear-gradient",
                "linear-unnormalised",
                "task_arithmetic",
                "task_arithmetic-normalised",
                "ties",
                "ties-unnormalised",
                "dare_linear-dense",
                "dare_ties-dense",
                "breadcrumbs",
                "breadcrumbs_ties",
                "passthrough-scale",
                "passthrough-slices",
                "slices-mixed"
            })
    void aRecipeMakesWhatMergekitMakesOfIt(String name) throws Exception {
        Path golden = Merging.golden("mergekit/" + name);
        String recipe = Files.readString(golden.resolve("recipe.yml"));
        Merging.of(Merging.golden("mergekit/models"), recipe).into(folder.resolve("out"));

        Comparing.assertWithin(1e-6, folder.resolve("out"), golden.resolve("merged"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "slerp",
                "slerp-gradient",
                "nuslerp",
                "nuslerp-base-row",
                "multislerp",
                "multislerp-base",
                "karcher",
                "model_stock",
                "model_stock-filter",
                "ram",
                "ramplus_tl",
                "nearswap",
                "sce"
            })
    void angularAndElementwiseRecipesMakeWhatMergekitMakesOfThem(String name) throws Exception {
        aRecipeMakesWhatMergekitMakesOfIt(name);
    }

    /** mergekit measures divergences in float32, with four digits: an element that close to the threshold may go either way. */
    @Test
    void arceeFusionTakesTheChangesThatMergekitTakesBarringThoseAtTheThreshold() throws Exception {
        Path golden = Merging.golden("mergekit/arcee_fusion");
        String recipe = Files.readString(golden.resolve("recipe.yml"));
        Merging.of(Merging.golden("mergekit/models"), recipe).into(folder.resolve("out"));

        assertThat(Comparing.shareWithin(1e-6, folder.resolve("out"), golden.resolve("merged")))
                .isGreaterThan(0.9999);
    }
}
