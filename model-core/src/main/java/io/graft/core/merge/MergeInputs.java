package io.graft.core.merge;

import io.graft.core.adapter.Adapter;
import io.graft.core.adapter.AdapterConfig;
import io.graft.core.adapter.Changes;
import io.graft.core.artifact.Digest;
import io.graft.core.checkpoint.Checkpoint;
import io.graft.core.checkpoint.DigestCache;
import io.graft.core.checkpoint.ModelConfig;
import io.graft.core.quantization.Dequantisation;
import io.graft.core.recipe.ModelReference;
import io.graft.core.recipe.Recipe;
import io.graft.core.recipe.Source;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/** The models and adapters of a recipe, opened; each once, however often the recipe names it. */
public final class MergeInputs implements AutoCloseable {
    private final Map<Path, Checkpoint> checkpoints = new LinkedHashMap<>();
    private final Map<Path, Adapter> adapters = new LinkedHashMap<>();
    private final Map<Source, Path> folders = new HashMap<>();
    private final Map<ModelReference, MergeModel> models = new HashMap<>();
    private final Map<Source, Digest> fingerprints;
    private final Function<Path, Checkpoint> opening;
    private TensorDigests digests = new TensorDigests(Optional.empty());

    private MergeInputs(Map<Source, Digest> fingerprints, Function<Path, Checkpoint> opening) {
        this.opening = opening;
        this.fingerprints = Map.copyOf(fingerprints);
    }

    /**
     * Opens and validates everything that a recipe names.
     *
     * @param folders where the files of a model or of an adapter are
     */
    public static MergeInputs open(Recipe recipe, Function<Source, Path> folders) {
        return open(recipe, folders, Map.of());
    }

    /**
     * Opens and validates everything that a recipe names.
     *
     * @param fingerprints those of models that are known already and need not be computed again
     */
    public static MergeInputs open(Recipe recipe, Function<Source, Path> folders, Map<Source, Digest> fingerprints) {
        return open(recipe.references(), folders, fingerprints);
    }

    /** Opens and validates these models with their adapters. */
    public static MergeInputs open(
            Collection<ModelReference> models, Function<Source, Path> folders, Map<Source, Digest> fingerprints) {
        return open(models, folders, fingerprints, Dequantisation::open);
    }

    /**
     * The same to look at and to plan with, but not to compute with: quantised weights are not unpacked, and every element of theirs is
     * zero.
     */
    public static MergeInputs outline(
            Collection<ModelReference> models, Function<Source, Path> folders, Map<Source, Digest> fingerprints) {
        return open(models, folders, fingerprints, Dequantisation::outline);
    }

    private static MergeInputs open(
            Collection<ModelReference> models,
            Function<Source, Path> folders,
            Map<Source, Digest> fingerprints,
            Function<Path, Checkpoint> opening) {
        MergeInputs inputs = new MergeInputs(fingerprints, opening);
        try {
            for (ModelReference model : models) {
                model.sources().forEach(source -> inputs.folders.put(source, canonical(folders.apply(source))));
                inputs.add(model);
            }
            return inputs;
        } catch (RuntimeException e) {
            inputs.close();
            throw e;
        }
    }

    /**
     * Takes digests of tensors from a cache instead of reading files that did not change, and keeps new ones there. To be called
     * before anything is planned.
     */
    public void remember(DigestCache cache) {
        digests = new TensorDigests(Optional.of(cache));
    }

    TensorDigests digests() {
        return digests;
    }

    static Path canonical(Path folder) {
        try {
            return folder.toRealPath();
        } catch (IOException e) {
            return folder;
        }
    }

    private void add(ModelReference reference) {
        Checkpoint base = checkpoints.computeIfAbsent(folder(reference.model()), this::openCheckpoint);
        Optional<Adapter> adapter =
                reference.adapterSource().map(source -> adapters.computeIfAbsent(folder(source), Adapter::open));
        models.put(reference, MergeModel.of(base, adapter));
    }

    private Checkpoint openCheckpoint(Path folder) {
        if (Files.exists(folder.resolve(AdapterConfig.FILE)) && !Files.exists(folder.resolve(ModelConfig.FILE))) {
            throw MergeError.MERGE_ADAPTER_ALONE.at(
                    folder.toString(), "%s holds an adapter, which is no model by itself".formatted(folder));
        }
        return opening.apply(folder);
    }

    MergeModel model(ModelReference reference) {
        return Objects.requireNonNull(models.get(reference), "a model of another recipe");
    }

    public Checkpoint checkpoint(ModelReference reference) {
        return model(reference).checkpoint();
    }

    public Optional<Adapter> adapter(ModelReference reference) {
        return reference.adapterSource().map(source -> Objects.requireNonNull(adapters.get(folder(source))));
    }

    /** What the adapter of a model does to it; nothing without one. */
    public Changes changes(ModelReference reference) {
        return model(reference).changes();
    }

    /** The folder that a model or adapter was opened in, without links on the way. */
    public Path folder(Source source) {
        return Objects.requireNonNull(folders.get(source), "a source of another recipe");
    }

    /** The fingerprint of a model, if it was known beforehand. */
    public Optional<Digest> fingerprint(Source source) {
        return Optional.ofNullable(fingerprints.get(source));
    }

    /** The models whose weights were unpacked, and how they had been quantised. */
    Map<Source, Dequantisation> dequantised() {
        Map<Source, Dequantisation> found = new HashMap<>();
        folders.forEach((source, folder) -> checkpointAt(folder)
                .flatMap(Dequantisation::of)
                .ifPresent(dequantisation -> found.put(source, dequantisation)));
        return found;
    }

    Optional<Checkpoint> checkpointAt(Path folder) {
        return Optional.ofNullable(checkpoints.get(folder));
    }

    Optional<Adapter> adapterAt(Path folder) {
        return Optional.ofNullable(adapters.get(folder));
    }

    @Override
    public void close() {
        checkpoints.values().forEach(Checkpoint::close);
        adapters.values().forEach(Adapter::close);
    }
}
