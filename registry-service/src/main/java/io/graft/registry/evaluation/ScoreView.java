package io.graft.registry.evaluation;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a suite found out about one arm.
 *
 * @param name of the arm: {@code model@1}, or {@code model@1+adapter@2}
 * @param suite {@code namespace/name@number}
 * @param settings how it was run
 */
record ScoreView(
        UUID result,
        String name,
        String suite,
        io.graft.core.job.Task.RunSettings settings,
        String engine,
        List<Metric> scores,
        Instant createdAt) {

    /**
     * @param documents how many were scored
     * @param error standard error; null where there is none
     */
    record Metric(
            String task,
            String metric,
            String filter,
            double value,
            int documents,
            @Nullable Double error,
            boolean higherIsBetter) {
        /** As in result files: {@code acc,none}. */
        String key() {
            return metric + "," + filter;
        }
    }
}
