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
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
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
        if (inputs.knownFingerprint(source).isEmpty() && !tensors.containsKey(folder)) {
            inputs.checkpointAt(folder).ifPresent(checkpoint -> tensors.put(folder, start(checkpoint)));
        }
    }

    private List<Future<TensorDigest>> start(Checkpoint checkpoint) {
        return checkpoint.tensors().values().stream()
                .sorted((one, other) -> TensorOrder.NATURAL.compare(one.name(), other.name()))
                .map(tensor -> reading.submit(() -> TensorDigest.of(tensor)))
                .toList();
    }

    /** The fingerprint of a model or an adapter; waits for it. */
    Digest of(Source source) throws InterruptedException {
        Path folder = inputs.folder(source);
        if (inputs.knownFingerprint(source).isPresent()) {
            return inputs.knownFingerprint(source).get();
        }
        if (inputs.checkpointAt(folder).isPresent()) {
            return Fingerprint.of(
                    await(tensors.getOrDefault(folder, List.of())),
                    inputs.checkpointAt(folder).get().config());
        }
        return inputs.adapterAt(folder).map(Adapter::fingerprint).orElseThrow();
    }

    private static Collection<TensorDigest> await(List<Future<TensorDigest>> digests) throws InterruptedException {
        List<TensorDigest> done = new ArrayList<>();
        for (Future<TensorDigest> digest : digests) {
            try {
                done.add(digest.get());
            } catch (ExecutionException e) {
                throw new IllegalStateException("A tensor could not be read", e.getCause());
            }
        }
        return done;
    }

    @Override
    public void close() {
        reading.shutdownNow();
        reading.close();
    }
}
