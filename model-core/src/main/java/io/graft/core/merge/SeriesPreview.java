package io.graft.core.merge;

import io.graft.core.recipe.RecipeSeries;
import io.graft.core.recipe.Source;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Function;

/** Shows recipes that take each other's results with inputs that look as they will, without running any. */
public final class SeriesPreview {
    private final RecipeSeries series;
    private final Function<Source, Path> folders;
    private final Look look;

    private SeriesPreview(RecipeSeries series, Function<Source, Path> folders, Look look) {
        this.series = series;
        this.folders = folders;
        this.look = look;
    }

    /** Looks at one recipe and its inputs, which are open only meanwhile. */
    @FunctionalInterface
    public interface Look {
        void at(RecipeSeries.Step step, MergeInputs inputs);
    }

    /**
     * Shows each recipe after those that it takes the results of.
     *
     * @param folders where the models and adapters are that no recipe of the series makes
     */
    public static void show(RecipeSeries series, Function<Source, Path> folders, Look look) {
        try {
            Path scratch = Files.createTempDirectory("graft-preview");
            try (PartialFolder sketches = PartialFolder.beside(scratch.resolve("sketches"), "preview")) {
                new SeriesPreview(series, folders, look).show(sketches);
            } finally {
                Files.delete(scratch);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void show(PartialFolder sketches) throws IOException {
        for (RecipeSeries.Step step : series.steps()) {
            try (MergeInputs inputs =
                    MergeInputs.outline(step.recipe().references(), source -> folder(source, sketches), Map.of())) {
                look.at(step, inputs);
                if (!step.equals(series.steps().getLast())) {
                    Sketch.write(
                            MergePlan.of(step.recipe(), inputs), sketches.path().resolve(step.name()));
                }
            }
        }
    }

    private Path folder(Source source, PartialFolder sketches) {
        return series.isResult(source) ? sketches.path().resolve(source.toString()) : folders.apply(source);
    }
}
