package io.graft.core.merge;

import java.nio.file.Files;
import java.nio.file.Path;
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
}
