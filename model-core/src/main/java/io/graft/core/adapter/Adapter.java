package io.graft.core.adapter;

import io.graft.core.GraftException;
import io.graft.core.artifact.Digest;
import io.graft.core.checkpoint.Checkpoint;
import io.graft.core.safetensors.SafetensorsFile;
import io.graft.core.safetensors.TensorDigest;
import io.graft.core.tensor.Tensor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** An adapter in PEFT's format, validated and mapped into memory. Many threads may read it until it is closed. */
public final class Adapter implements AutoCloseable {
    /** How the file with the weights is called. */
    public static final String WEIGHTS = "adapter_model.safetensors";

    private final Path folder;
    private final AdapterConfig config;
    private final SafetensorsFile file;
    private final List<Trained> trained;

    private Adapter(Path folder, AdapterConfig config, SafetensorsFile file) {
        this.folder = folder;
        this.config = config;
        this.file = file;
        this.trained = AdapterReader.read(file, config);
    }

    public static Adapter open(Path folder) {
        if (!Files.isDirectory(folder)) {
            throw AdapterError.ADAPTER_NOT_FOUND.at(
                    folder, "%s is not a folder".formatted(folder), "Name the folder that holds the adapter.");
        }
        AdapterConfig config = AdapterConfig.read(folder.resolve(AdapterConfig.FILE));
        refusePickle(folder);
        SafetensorsFile file = SafetensorsFile.open(folder.resolve(WEIGHTS));
        try {
            return new Adapter(folder, config, file);
        } catch (RuntimeException e) {
            file.close();
            throw e;
        }
    }

    private static void refusePickle(Path folder) {
        Path pickle = folder.resolve("adapter_model.bin");
        if (Files.exists(pickle) && !Files.exists(folder.resolve(WEIGHTS))) {
            throw AdapterError.ADAPTER_PICKLED.at(
                    pickle,
                    "%s is a pickle, which can execute code when it is loaded".formatted(pickle),
                    "Save the adapter as safetensors.");
        }
    }

    public Path folder() {
        return folder;
    }

    public AdapterConfig config() {
        return config;
    }

    /** All tensors of the file. */
    public List<Tensor> tensors() {
        return file.tensors();
    }

    /**
     * What this adapter does to the tensors of a base.
     *
     * @throws GraftException with an {@link AdapterError} if a module is not in the base or has another shape there
     */
    public Changes changes(Checkpoint base) {
        Targets targets = new Targets(base, config);
        Map<String, List<Change>> changes = new TreeMap<>();
        for (Trained one : trained) {
            for (Change change : one.on(targets)) {
                add(changes.computeIfAbsent(change.target(), target -> new ArrayList<>()), change);
                if (change instanceof Replacement replacement) {
                    targets.replace(replacement);
                }
            }
        }
        return Tying.settle(targets, changes, config.extras().tiesChanges());
    }

    /** A tensor may be replaced first; beyond that, nothing says which of two changes would come first. */
    private static void add(List<Change> earlier, Change change) {
        if (!earlier.isEmpty() && (!(earlier.getLast() instanceof Replacement) || change instanceof Replacement)) {
            throw AdapterError.ADAPTER_TARGET_AMBIGUOUS.at(
                    change.target(),
                    "Two parts of the adapter change %s".formatted(change.target()),
                    "Remove one of the two.");
        }
        earlier.add(change);
    }

    /** SHA-256 of what the adapter does: its tensors, and those fields of its config that a merge depends on. Reads all of it. */
    public Digest fingerprint() {
        String tensors = file.tensors().stream()
                .map(TensorDigest::of)
                .map(tensor -> "%s %s %s %s\n"
                        .formatted(
                                tensor.name(),
                                tensor.dtype(),
                                tensor.shape(),
                                tensor.sha256().hex()))
                .sorted()
                .collect(Collectors.joining());
        return Digest.of(tensors + config.canonical());
    }

    @Override
    public void close() {
        file.close();
    }
}
