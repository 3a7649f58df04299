package io.graft.registry.evaluation;

import io.graft.core.artifact.ArtifactFile;
import io.graft.core.artifact.Digest;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One version of a suite as clients see it. It never changes.
 *
 * @param suite {@code namespace/name}
 * @param digest of its files' names and contents
 * @param documents of all tasks together
 */
record SuiteView(
        String suite,
        int number,
        Digest digest,
        String description,
        List<TaskView> tasks,
        long documents,
        List<ArtifactFile> files,
        Instant createdAt) {

    /**
     * A task of a suite.
     *
     * @param type {@code multiple_choice}, {@code loglikelihood}, {@code loglikelihood_rolling} or {@code generate_until}
     * @param digest equal digests, equal questions and measures
     */
    record TaskView(
            String name,
            String alias,
            String type,
            int shots,
            int documents,
            List<MetricView> metrics,
            Digest digest) {}

    /** @param higherIsBetter where the task says so */
    record MetricView(String name, @Nullable Boolean higherIsBetter) {}
}
