package io.graft.eval.verification;

import io.graft.eval.decoder.DecoderOptions;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How a merge is verified.
 *
 * @param positions of text to compare the models at, as far as there is text
 * @param window how many tokens a model reads at once, at most
 * @param draws how many merges with rounding noise the result is held against
 * @param seed of the noise
 */
public record VerificationOptions(
        Level level, DecoderOptions decoder, int positions, int window, int draws, long seed) {
    public static final VerificationOptions DEFAULT =
            new VerificationOptions(Level.ALL, DecoderOptions.DEFAULT, 4096, 256, 3, 1);

    /** What is looked at. */
    public enum Level {
        /** Level W: the weights, without running anything. */
        W,
        /** Level L: the answers. */
        L,
        ALL
    }

    public VerificationOptions {
        if (positions < 1 || window < 1 || draws < 1) {
            throw new IllegalArgumentException(
                    "%d positions, windows of %d, %d draws".formatted(positions, window, draws));
        }
    }

    public VerificationOptions withLevel(Level other) {
        return new VerificationOptions(other, decoder, positions, window, draws, seed);
    }

    public VerificationOptions with(DecoderOptions other) {
        return new VerificationOptions(level, other, positions, window, draws, seed);
    }

    /** For the record. */
    SortedMap<String, String> settings() {
        return new TreeMap<>(Map.of(
                "level", level.name(),
                "device", decoder.device(),
                "window", Integer.toString(window),
                "draws", Integer.toString(draws),
                "seed", Long.toString(seed)));
    }
}
