package io.graft.core.checkpoint;

import io.graft.core.artifact.Digest;
import io.graft.core.safetensors.TensorDigest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Collection;
import java.util.Comparator;

/**
 * What an adapter is pinned to, in place of a path: the SHA-256 of a base model's tensors and config. It does not depend on how
 * the tensors are spread over files, nor on what the files are called.
 *
 * <p>The text that is hashed has a line {@code <name> <dtype> <shape> <sha256>\n} for each tensor, sorted by name, and ends with
 * the config as compact JSON with sorted keys, without {@code _name_or_path} and {@code transformers_version}.
 */
public final class Fingerprint {
    private Fingerprint() {}

    /** Reads all weights once, as they are stored. */
    public static Digest of(Checkpoint checkpoint) {
        Checkpoint stored = checkpoint.stored();
        return of(
                stored.tensors().values().parallelStream().map(TensorDigest::of).toList(), stored.config());
    }

    /** The same from digests that were made elsewhere. */
    public static Digest of(Collection<TensorDigest> tensors, ModelConfig config) {
        MessageDigest sha256 = Digest.sha256();
        tensors.stream().sorted(Comparator.comparing(TensorDigest::name)).forEach(tensor -> feed(sha256, line(tensor)));
        feed(sha256, config.canonical());
        return Digest.of(sha256);
    }

    private static String line(TensorDigest tensor) {
        return "%s %s %s %s\n"
                .formatted(
                        tensor.name(),
                        tensor.dtype(),
                        tensor.shape(),
                        tensor.sha256().hex());
    }

    private static void feed(MessageDigest sha256, String text) {
        sha256.update(text.getBytes(StandardCharsets.UTF_8));
    }
}
