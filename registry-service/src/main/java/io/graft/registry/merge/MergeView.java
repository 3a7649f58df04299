package io.graft.registry.merge;

import io.graft.core.artifact.Digest;
import io.graft.core.job.Progress;
import io.graft.core.preflight.Finding;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A merge as clients see it.
 *
 * @param output the model it makes a version of
 * @param version the number of the version it made, once it has succeeded
 * @param findings what preflight warned of
 * @param attempt how often a worker has begun it, or that part of it which was begun most often
 * @param parts how many jobs make it
 * @param partsDone how many of them are done
 * @param shardBytes how large a file of weights may grow in it
 */
record MergeView(
        UUID id,
        MergeState state,
        Digest recipeId,
        String output,
        @Nullable Integer version,
        List<Input> inputs,
        List<Finding> findings,
        Progress progress,
        int attempt,
        int parts,
        int partsDone,
        long shardBytes,
        @Nullable Failure error,
        Instant createdAt,
        @Nullable Instant startedAt,
        @Nullable Instant finishedAt) {

    /** Why it failed. */
    record Failure(String code, String where, String message, String remedy) {}
}
