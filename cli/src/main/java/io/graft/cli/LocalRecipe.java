package io.graft.cli;

import io.graft.core.GraftException;
import io.graft.core.merge.MergeInputs;
import io.graft.core.merge.MergeListener;
import io.graft.core.merge.MergeOptions;
import io.graft.core.merge.MergePlan;
import io.graft.core.merge.MergeResult;
import io.graft.core.merge.MergeRun;
import io.graft.core.recipe.Recipe;
import io.graft.core.recipe.Source;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

/** A recipe whose models are folders of this machine. */
record LocalRecipe(Recipe recipe, Function<Source, Path> folders) {
    /** Paths in the file begin in the working directory, or else, if nothing is there, beside the file. */
    static LocalRecipe read(Path file) throws IOException {
        Path beside = Objects.requireNonNull(file.toAbsolutePath().getParent());
        return new LocalRecipe(Recipe.parse(Files.readString(file), file.toString()), source -> folder(source, beside));
    }

    static LocalRecipe parse(String text, String source) {
        return new LocalRecipe(Recipe.parse(text, source), each -> folder(each, Path.of("")));
    }

    /** @param copies where on this machine the registered versions that the recipe names can be found */
    static LocalRecipe of(Recipe recipe, Map<String, Path> copies) {
        return new LocalRecipe(recipe, source -> Objects.requireNonNull(copies.get(source.toString())));
    }

    MergeInputs open() {
        return MergeInputs.open(recipe, folders);
    }

    MergeResult merge(Path output, MergeOptions options, MergeListener listener) throws InterruptedException {
        try (MergeInputs inputs = open()) {
            return MergeRun.run(MergePlan.of(recipe, inputs), output, options, listener);
        }
    }

    private static Path folder(Source source, Path beside) {
        return switch (source) {
            case Source.LocalPath local -> {
                Path here = Path.of(local.path());
                yield Files.exists(here) ? here : beside.resolve(local.path());
            }
            case Source.Registered registered ->
                throw new GraftException(
                        CliError.SOURCE_IS_REMOTE,
                        registered.toString(),
                        "%s is in a registry, and this command works on local folders".formatted(registered),
                        "Fetch it with graft pull and name its folder, or have the registry's workers run the recipe.");
        };
    }
}
