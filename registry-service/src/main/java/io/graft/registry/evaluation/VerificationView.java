package io.graft.registry.evaluation;

import io.graft.core.job.EvaluationOutputs.Verdict;
import io.graft.core.job.Progress;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The proof that a merged version is what its recipe says, or that it is not.
 *
 * @param binding whether the version becomes ready only if this passes
 * @param state {@code QUEUED}, {@code RUNNING}, {@code DONE} with a verdict, {@code FAILED} where it could not be carried out, or
 *     {@code CANCELLED}
 * @param levels figures, limits of detection and faults found, by level: {@code weights}, {@code logits}
 */
record VerificationView(
        UUID id,
        String version,
        boolean binding,
        State state,
        @Nullable Verdict verdict,
        @Nullable String summary,
        @Nullable JsonNode levels,
        Progress progress,
        @Nullable Failure error,
        Instant createdAt,
        @Nullable Instant finishedAt) {

    enum State {
        QUEUED,
        RUNNING,
        DONE,
        FAILED,
        CANCELLED
    }
}
