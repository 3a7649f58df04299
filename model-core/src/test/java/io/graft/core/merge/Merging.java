package io.graft.core.merge;

import io.graft.core.recipe.Recipe;
import io.graft.core.recipe.Source;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Objects;

/** Merges for tests: a recipe, the folder that its paths are in, and how to run it. */
record Merging(Path folder, String recipe, MergeOptions options) {
    static Merging of(Path folder, String recipe) {
        return new Merging(folder, recipe, MergeOptions.defaults().withThreads(2));
    }

    /** A folder of the goldens, such as {@code peft/lora}. */
    static Path golden(String name) {
        try {
            return Path.of(Objects.requireNonNull(Merging.class.getResource("/goldens/" + name))
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    Merging with(MergeOptions other) {
        return new Merging(folder, recipe, other);
    }

    MergeInputs open() {
        return MergeInputs.open(Recipe.parse(recipe, "recipe.yml"), this::locate);
    }

    MergePlan plan(MergeInputs inputs) {
        return MergePlan.of(Recipe.parse(recipe, "recipe.yml"), inputs);
    }

    MergeResult into(Path output) throws InterruptedException {
        try (MergeInputs inputs = open()) {
            return MergeRun.run(plan(inputs), output, options, MergeListener.NONE);
        }
    }

    private Path locate(Source source) {
        return folder.resolve(source.toString());
    }
}
