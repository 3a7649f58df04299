package io.graft.core.adapter;

import io.graft.core.GraftException;
import io.graft.core.artifact.Digest;
import io.graft.core.checkpoint.Checkpoint;
import io.graft.core.safetensors.SafetensorsFile;
import io.graft.core.safetensors.TensorDigest;
import io.graft.core.tensor.Tensor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A LoRA adapter in PEFT's format, validated and mapped into memory. Many threads may read it until it is closed. */
public final class Adapter implements AutoCloseable {
    /** How the file with the weights is called. */
    public static final String WEIGHTS = "adapter_model.safetensors";

    private final Path folder;
    private final AdapterConfig config;
    private final SafetensorsFile file;
    private final List<Factors> factors;

    private Adapter(Path folder, AdapterConfig config, SafetensorsFile file) {
        this.folder = folder;
        this.config = config;
        this.file = file;
        this.factors = Factors.in(file);
        factors.forEach(this::requireRank);
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
     * What this adapter adds to each tensor of a base.
     *
     * @throws GraftException with an {@link AdapterError} if a module is not in the base or has another shape there
     */
    public List<LowRank> deltas(Checkpoint base) {
        Targets targets = new Targets(base, config);
        List<LowRank> deltas = factors.stream()
                .map(one -> targets.resolve(one, config.scaleOf(one.module())))
                .toList();
        requireDistinct(deltas);
        return deltas;
    }

    private static void requireDistinct(List<LowRank> deltas) {
        Map<String, LowRank> seen = new HashMap<>();
        for (LowRank delta : deltas) {
            LowRank twin = seen.put(delta.target(), delta);
            if (twin != null) {
                throw AdapterError.ADAPTER_TARGET_AMBIGUOUS.at(
                        delta.a().name(),
                        "%s and %s both change %s"
                                .formatted(twin.a().name(), delta.a().name(), delta.target()),
                        "Remove one of the two.");
            }
        }
    }

    private void requireRank(Factors one) {
        int stated = config.rankOf(one.module());
        if (one.rank() != stated) {
            throw AdapterError.ADAPTER_RANK_MISMATCH.at(
                    file.header().file() + ": " + one.a().name(),
                    "%s has rank %d, but %s gives %s rank %d"
                            .formatted(one.a().name(), one.rank(), AdapterConfig.FILE, one.module(), stated),
                    "Correct r or rank_pattern: the scale depends on it.");
        }
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
