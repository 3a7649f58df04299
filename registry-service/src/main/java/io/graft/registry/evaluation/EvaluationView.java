package io.graft.registry.evaluation;

import io.graft.core.forgetting.Rule;
import io.graft.core.job.Progress;
import io.graft.core.job.Task;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An evaluation as clients see it.
 *
 * @param suite {@code namespace/name@number}
 * @param subject the version whose forgetting is judged when all arms are through; null where nothing is judged
 * @param rule by which it is judged
 * @param attempt how often a worker has begun it
 */
record EvaluationView(
        UUID id,
        EvaluationState state,
        String suite,
        List<ArmView> arms,
        Task.RunSettings settings,
        @Nullable String subject,
        @Nullable Rule rule,
        Progress progress,
        int attempt,
        @Nullable Failure error,
        Instant createdAt,
        @Nullable Instant startedAt,
        @Nullable Instant finishedAt) {

    /**
     * A model as it is run.
     *
     * @param name {@code model@1}, or {@code model@1+adapter@2} with adapters that were not merged into it
     * @param role {@code base}, {@code adapted}, {@code merged} or {@code parent} where forgetting is judged, else {@code arm}
     * @param result what was found out; null as long as nothing was
     * @param reused whether the result was there already, so that nothing had to be run
     */
    record ArmView(
            int position,
            String name,
            String role,
            String model,
            List<String> adapters,
            @Nullable UUID result,
            boolean reused) {}
}
