package io.graft.cli;

import io.graft.core.GraftException;
import io.graft.core.checkpoint.DigestCache;
import io.graft.core.merge.MergeInputs;
import io.graft.core.merge.MergeListener;
import io.graft.core.merge.MergeOptions;
import io.graft.core.merge.MergePlan;
import io.graft.core.merge.MergeResult;
import io.graft.core.merge.MergeRun;
import io.graft.core.merge.SeriesPreview;
import io.graft.core.merge.SeriesRun;
import io.graft.core.preflight.Finding;
import io.graft.core.preflight.Preflight;
import io.graft.core.recipe.Recipe;
import io.graft.core.recipe.RecipeSeries;
import io.graft.core.recipe.Source;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/** A recipe, or several that feed each other, whose models are folders of this machine. */
record LocalRecipe(RecipeSeries series, Function<Source, Path> folders) {
    /** Paths in the file begin in the working directory, or else, if nothing is there, beside the file. */
    static LocalRecipe read(Path file) throws IOException {
        Path beside = Objects.requireNonNull(file.toAbsolutePath().getParent());
        RecipeSeries series = RecipeSeries.parse(Files.readString(file), file.toString());
        series.requireKnown(source -> Files.exists(folder(source, beside)));
        return new LocalRecipe(series, source -> folder(source, beside));
    }

    static LocalRecipe parse(String text, String source) {
        return new LocalRecipe(RecipeSeries.parse(text, source), each -> folder(each, Path.of("")));
    }

    /** @param copies where on this machine the registered versions that the recipe names can be found */
    static LocalRecipe of(Recipe recipe, Map<String, Path> copies) {
        return new LocalRecipe(
                RecipeSeries.of(recipe), source -> Objects.requireNonNull(copies.get(source.toString())));
    }

    private boolean isSingle() {
        return series.intermediate().isEmpty();
    }

    /** @param known what earlier merges found out about the inputs */
    MergeResult merge(Path output, MergeOptions options, Optional<DigestCache> known, MergeListener listener)
            throws InterruptedException {
        if (!isSingle()) {
            return SeriesRun.run(series, folders, output, options, listener);
        }
        try (MergeInputs inputs = MergeInputs.open(series.last(), folders)) {
            known.ifPresent(inputs::remember);
            return MergeRun.run(MergePlan.of(series.last(), inputs), output, options, listener);
        }
    }

    /** What there is to say before a merge; inputs that cannot be opened are findings. */
    List<Finding> findings() {
        if (isSingle()) {
            return Preflight.of(series.last(), folders);
        }
        List<Finding> findings = new ArrayList<>();
        try {
            show((step, inputs) -> findings.addAll(Preflight.of(step.recipe(), inputs)));
        } catch (GraftException e) {
            findings.add(Finding.of(e));
        }
        return findings.stream().distinct().toList();
    }

    /** Shows each recipe with its inputs, in the order in which they run. */
    void show(SeriesPreview.Look look) {
        SeriesPreview.show(series, folders, look);
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
