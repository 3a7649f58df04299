package io.graft.core.verification;

import io.graft.core.checkpoint.Checkpoint;
import java.nio.file.Files;

/**
 * How much of a merged model is recomputed, and how closely it must agree.
 *
 * @param rows of each tensor, spread over it, above 0
 * @param wholeBelow tensors of at most so many elements are recomputed in whole
 * @param seed which rows
 * @param exact whether every bit must agree, as in merges that Graft made; others may round in other places
 */
public record Thoroughness(int rows, long wholeBelow, long seed, boolean exact) {
    /** For merges that Graft made: 64 rows of each tensor, and small ones in whole. */
    public static final Thoroughness EXACT = new Thoroughness(64, 1 << 16, 0, true);

    public Thoroughness {
        if (rows < 1) {
            throw new IllegalArgumentException("%d rows".formatted(rows));
        }
    }

    /** Bit for bit, if the model says that Graft made it; within rounding, if it does not. */
    public static Thoroughness fit(Checkpoint merged) {
        boolean own = Files.exists(merged.folder().resolve("graft_provenance.json"));
        return own ? EXACT : EXACT.withRounding();
    }

    /** For merges that others made. */
    public Thoroughness withRounding() {
        return new Thoroughness(rows, wholeBelow, seed, false);
    }

    /** Every element. */
    public Thoroughness whole() {
        return new Thoroughness(rows, Long.MAX_VALUE, seed, exact);
    }
}
