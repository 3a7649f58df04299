package io.graft.core.checkpoint;

import io.graft.core.safetensors.SafetensorsFile;
import io.graft.core.tensor.Tensor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A model directory, validated in full and mapped into memory: config.json and the weights, in one safetensors file or in shards
 * with an index. Many threads may read it until it is closed.
 */
public final class Checkpoint implements AutoCloseable {
    private final Path folder;
    private final ModelConfig config;
    private final WeightFiles weights;
    private final SortedMap<Path, SafetensorsFile> opened;
    private final Map<Path, FileStamp> stamps;
    private final SortedMap<String, Tensor> tensors = new TreeMap<>();
    private final @Nullable Checkpoint stored;
    private final Runnable release;

    private Checkpoint(
            Path folder,
            ModelConfig config,
            WeightFiles weights,
            SortedMap<Path, SafetensorsFile> opened,
            Map<Path, FileStamp> stamps) {
        this.folder = folder;
        this.config = config;
        this.weights = weights;
        this.opened = opened;
        this.stamps = Map.copyOf(stamps);
        this.stored = null;
        this.release = () -> opened.values().forEach(SafetensorsFile::close);
        opened.values().forEach(file -> file.tensors().forEach(tensor -> tensors.put(tensor.name(), tensor)));
    }

    private Checkpoint(Checkpoint stored, ModelConfig config, Map<String, Tensor> tensors, Runnable release) {
        this.folder = stored.folder;
        this.config = config;
        this.weights = stored.weights;
        this.opened = stored.opened;
        this.stamps = stored.stamps;
        this.stored = stored;
        this.release = release;
        this.tensors.putAll(tensors);
    }

    public static Checkpoint open(Path folder) {
        if (!Files.isDirectory(folder)) {
            throw CheckpointError.CHECKPOINT_NOT_FOUND.at(folder, "%s is not a folder".formatted(folder));
        }
        WeightFiles weights = WeightFiles.in(folder);
        return open(folder, ModelConfig.read(folder.resolve(ModelConfig.FILE)), weights);
    }

    private static Checkpoint open(Path folder, ModelConfig config, WeightFiles weights) {
        SortedMap<Path, SafetensorsFile> opened = new TreeMap<>();
        Map<Path, FileStamp> stamps = new HashMap<>();
        try {
            for (Path path : weights.paths()) {
                FileStamp.of(path).ifPresent(stamp -> stamps.put(path, stamp));
                opened.put(path, SafetensorsFile.open(path));
            }
            weights.requireAgreement(List.copyOf(opened.values()));
            return new Checkpoint(folder, config, weights, opened, stamps);
        } catch (RuntimeException e) {
            opened.values().forEach(SafetensorsFile::close);
            throw e;
        }
    }

    /**
     * The model that this one stands for, such as the weights that its packed ones are unpacked to. Closing that closes this, too.
     *
     * @param release is run when it is closed
     */
    public Checkpoint standingFor(ModelConfig config, Map<String, Tensor> tensors, Runnable release) {
        return new Checkpoint(this, config, tensors, release);
    }

    /** The checkpoint as it lies in its folder: this one, unless it stands for another. */
    public Checkpoint stored() {
        return stored == null ? this : stored;
    }

    public Path folder() {
        return folder;
    }

    public ModelConfig config() {
        return config;
    }

    /** All tensors of all files, by name. */
    public SortedMap<String, Tensor> tensors() {
        return Collections.unmodifiableSortedMap(tensors);
    }

    public boolean holds(String tensor) {
        return tensors.containsKey(tensor);
    }

    public Tensor tensor(String name) {
        Tensor tensor = tensors.get(name);
        if (tensor == null) {
            throw CheckpointError.TENSOR_NOT_IN_CHECKPOINT.at(
                    folder + ": " + name, "%s holds no tensor %s".formatted(folder, name));
        }
        return tensor;
    }

    /** Whether the output layer is the input embedding used again, so that no file holds it. */
    public boolean tiesEmbeddings() {
        return config.tiesEmbeddings().orElse(true) && tensors.keySet().stream().noneMatch(Checkpoint::isOutputLayer);
    }

    /** The files that hold the tensors, sorted. */
    public List<Path> weightFiles() {
        return weights.paths();
    }

    SortedMap<Path, SafetensorsFile> files() {
        return Collections.unmodifiableSortedMap(opened);
    }

    /** What a file looked like before it was opened. */
    Optional<FileStamp> stamp(Path file) {
        return Optional.ofNullable(stamps.get(file));
    }

    /** What a copy of the model needs beside config and weights: tokenizer, generation settings, chat template; sorted. */
    public List<Path> otherFiles() {
        return Companions.in(folder);
    }

    @Override
    public void close() {
        release.run();
        if (stored != null) {
            stored.close();
        }
    }

    private static boolean isOutputLayer(String tensor) {
        return tensor.equals("lm_head.weight")
                || tensor.endsWith(".lm_head.weight")
                || tensor.equals("embed_out.weight");
    }
}
