package io.graft.registry.merge;

import io.graft.core.GraftException;
import io.graft.core.merge.MergeOptions;
import io.graft.core.recipe.Recipe;
import org.jspecify.annotations.Nullable;

/**
 * How a merge is cut: into files of weights, which shows in its result, and into jobs that share these files out, which does not.
 *
 * @param parts how many jobs make it, 1 to {@link #MOST_PARTS}
 * @param shardBytes how large a file of weights may grow, at least 1
 */
record Cut(int parts, long shardBytes) {
    static final int MOST_PARTS = 256;

    Cut {
        if (parts < 1 || parts > MOST_PARTS || shardBytes < 1) {
            throw new GraftException(
                    MergeError.MERGE_CUT_INVALID,
                    parts < 1 || parts > MOST_PARTS ? "parts" : "shardBytes",
                    "A merge cannot be cut into %d parts and files of %d bytes".formatted(parts, shardBytes),
                    "Ask for 1 to %d parts, and files of some gigabytes.".formatted(MOST_PARTS));
        }
    }

    static Cut of(@Nullable Integer parts, @Nullable Long shardBytes) {
        return new Cut(parts == null ? 1 : parts, shardBytes == null ? MergeOptions.DEFAULT_SHARD : shardBytes);
    }

    /** A GGUF file is made of all weights in one place. */
    Cut requireFits(Recipe recipe) {
        if (parts > 1 && recipe.quantize() != null) {
            throw new GraftException(
                    MergeError.MERGE_CUT_INVALID,
                    "parts",
                    "A recipe that quantises its result cannot be cut into %d parts".formatted(parts),
                    "Ask for one part, or leave quantize out of the recipe.");
        }
        return this;
    }

    /** What tells merges apart that would be the same otherwise; empty for the usual size of files. */
    String mark() {
        return shardBytes == MergeOptions.DEFAULT_SHARD ? "" : "\n" + shardBytes;
    }
}
