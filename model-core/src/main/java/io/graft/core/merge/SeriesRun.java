package io.graft.core.merge;

import io.graft.core.GraftException;
import io.graft.core.artifact.Digest;
import io.graft.core.checkpoint.Checkpoint;
import io.graft.core.checkpoint.Fingerprint;
import io.graft.core.recipe.RecipeSeries;
import io.graft.core.recipe.Source;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Runs recipes that take each other's results, one after the other. What is between lies in a hidden folder beside the output until
 * the last merge is done.
 */
public final class SeriesRun {
    private final RecipeSeries series;
    private final Function<Source, Path> folders;
    private final PartialFolder scratch;
    private final Map<Source, Path> results = new HashMap<>();
    private final Map<Source, Digest> fingerprints = new HashMap<>();
    private final Map<Digest, JsonNode> made = new HashMap<>();

    private SeriesRun(RecipeSeries series, Function<Source, Path> folders, PartialFolder scratch) {
        this.series = series;
        this.folders = folders;
        this.scratch = scratch;
    }

    /**
     * Writes what the last recipe makes. The folder appears whole or not at all, and nothing is left of the others' results but
     * their provenance in that of the last.
     *
     * @param folders where the models and adapters are that no recipe of the series makes
     * @param listener hears of each merge from its beginning to its end
     * @throws GraftException as {@link MergeRun#run} does
     */
    public static MergeResult run(
            RecipeSeries series,
            Function<Source, Path> folders,
            Path output,
            MergeOptions options,
            MergeListener listener)
            throws InterruptedException {
        return MergeOutput.onDisk(output, () -> {
            MergeOutput.requireFree(output, options);
            try (PartialFolder scratch =
                    PartialFolder.beside(named(output), series.id().abbreviated())) {
                return new SeriesRun(series, folders, scratch).run(output, options, listener);
            }
        });
    }

    private static Path named(Path output) {
        return output.resolveSibling(output.getFileName() + ".steps");
    }

    private MergeResult run(Path output, MergeOptions options, MergeListener listener)
            throws IOException, InterruptedException {
        Optional<DeviceReport> before = Optional.empty();
        for (RecipeSeries.Step step : series.intermediate()) {
            Path result = scratch.path().resolve(step.name());
            MergeResult merged = merge(step, result, options.withReplace(true), listener, Map.of());
            before = together(before, merged.device());
            keep(new Source.LocalPath(step.name()), result);
        }
        MergeResult last = merge(series.steps().getLast(), output, options, listener, made);
        return last.with(together(before, last.device()));
    }

    /** The result is as reproducible as all that went into it. */
    private static Optional<DeviceReport> together(Optional<DeviceReport> one, Optional<DeviceReport> other) {
        return one.isPresent() && other.isPresent() ? Optional.of(one.get().and(other.get())) : one.or(() -> other);
    }

    private void keep(Source source, Path result) throws IOException {
        try (Checkpoint model = Checkpoint.open(result)) {
            Digest fingerprint = Fingerprint.of(model);
            results.put(source, result);
            fingerprints.put(source, fingerprint);
            made.put(fingerprint, JsonMapper.shared().readTree(Files.readString(result.resolve(Provenance.FILE))));
        }
    }

    private MergeResult merge(
            RecipeSeries.Step step,
            Path output,
            MergeOptions options,
            MergeListener listener,
            Map<Digest, JsonNode> origins)
            throws InterruptedException {
        try (MergeInputs inputs = MergeInputs.open(step.recipe(), this::folder, fingerprints)) {
            return MergeRun.run(MergePlan.of(step.recipe(), inputs), output, options, listener, origins);
        }
    }

    private Path folder(Source source) {
        return series.isResult(source) ? Objects.requireNonNull(results.get(source)) : folders.apply(source);
    }
}
