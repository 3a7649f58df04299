package io.graft.core.merge;

import io.graft.core.adapter.Adapter;
import io.graft.core.artifact.Digest;
import io.graft.core.checkpoint.Checkpoint;
import io.graft.core.checkpoint.Fingerprint;
import io.graft.core.recipe.Recipe;
import io.graft.core.recipe.Source;
import io.graft.core.safetensors.TensorDigest;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Identifies the inputs of a merge by their content, beside the merge that reads the same bytes. What is known already is not
 * computed again.
 */
final class InputDigests implements AutoCloseable {
    private final MergeInputs inputs;
    private final ExecutorService reading;
    private final Map<Path, List<Future<TensorDigest>>> tensors = new HashMap<>();

    InputDigests(Recipe recipe, MergeInputs inputs, int threads) {
        this.inputs = inputs;
        this.reading = Executors.newFixedThreadPool(
                threads, Thread.ofPlatform().name("digest-", 1).daemon().factory());
        recipe.sources().forEach(this::start);
    }

    private void start(Source source) {
        Path folder = inputs.folder(source);
        if (inputs.fingerprint(source).isEmpty() && !tensors.containsKey(folder)) {
            inputs.checkpointAt(folder).ifPresent(checkpoint -> tensors.put(folder, start(checkpoint.stored())));
        }
    }

    private List<Future<TensorDigest>> start(Checkpoint checkpoint) {
        inputs.digests().recall(checkpoint);
        return checkpoint.tensors().values().stream()
                .sorted((one, other) -> TensorOrder.NATURAL.compare(one.name(), other.name()))
                .map(tensor -> reading.submit(() -> inputs.digests().of(tensor)))
                .toList();
    }

    /** The fingerprint of a model or an adapter; waits for it. */
    Digest of(Source source) throws InterruptedException {
        Path folder = inputs.folder(source);
        Optional<Adapter> adapter = inputs.adapterAt(folder);
        if (adapter.isPresent()) {
            return adapter.get().fingerprint();
        }
        Optional<Digest> known = inputs.fingerprint(source);
        return known.isPresent() ? known.get() : await(folder);
    }

    private Digest await(Path folder) throws InterruptedException {
        List<TensorDigest> done = new ArrayList<>();
        for (Future<TensorDigest> digest : tensors.getOrDefault(folder, List.of())) {
            done.add(Waiting.on(digest));
        }
        Checkpoint checkpoint = inputs.checkpointAt(folder).orElseThrow().stored();
        inputs.digests().remember(checkpoint);
        return Fingerprint.of(done, checkpoint.config());
    }

    /** Does not wait: reading a tensor that is gone by then fails, and nobody asks for the result. */
    @Override
    public void close() {
        reading.shutdownNow();
    }
}
