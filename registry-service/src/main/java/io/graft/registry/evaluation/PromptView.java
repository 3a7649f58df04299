package io.graft.registry.evaluation;

import io.graft.core.job.Task;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A prompt, and what each arm answers.
 *
 * @param arms {@code model@1}, or {@code model@1+adapter@2}
 * @param answers in the order of the arms, once it has succeeded
 */
record PromptView(
        UUID id,
        EvaluationState state,
        Task.Question question,
        List<String> arms,
        @Nullable List<String> answers,
        @Nullable Failure error,
        Instant createdAt,
        @Nullable Instant finishedAt) {}
