package io.graft.core.merge;

import io.graft.core.checkpoint.Checkpoint;
import io.graft.core.checkpoint.DigestCache;
import io.graft.core.safetensors.TensorDigest;
import io.graft.core.tensor.Tensor;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The digests of the tensors of a merge's inputs: each is computed once, by whoever asks first, and some are known beforehand. */
final class TensorDigests {
    private static final int ROOM = 1 << 12;

    private final Map<Tensor, TensorDigest> known = new ConcurrentHashMap<>(ROOM);
    private final Optional<DigestCache> cache;

    TensorDigests(Optional<DigestCache> cache) {
        this.cache = cache;
    }

    /** Takes over what earlier merges found in files that did not change since. */
    void recall(Checkpoint checkpoint) {
        cache.ifPresent(found -> known.putAll(found.of(checkpoint)));
    }

    /** Keeps what was found for later merges. */
    void remember(Checkpoint checkpoint) {
        cache.ifPresent(kept -> kept.keep(checkpoint, known));
    }

    TensorDigest of(Tensor tensor) {
        return known.computeIfAbsent(tensor, TensorDigest::of);
    }
}
