package io.graft.core.job;

import io.graft.core.artifact.ArtifactFile;
import io.graft.core.artifact.Digest;
import io.graft.core.transfer.UploadPlan;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.service.annotation.HttpExchange;
import org.springframework.web.service.annotation.PostExchange;
import org.springframework.web.service.annotation.PutExchange;

/**
 * Where workers that run models send what they found out.
 *
 * <p>Every call carries the job and its lease's epoch, and fails with {@link JobError#LEASE_LOST} once that is no longer held. All may be
 * repeated.
 */
@HttpExchange("/api/v1")
public interface EvaluationOutputs {
    /**
     * Says what one arm of an evaluation scored, and in which files its documents' results are: one {@code samples_TASK.jsonl} for each
     * task in lm-evaluation-harness's layout, and others as the worker likes.
     *
     * @param arm its position
     * @return what has to be sent, one for each file whose content the registry does not have yet
     */
    @PutExchange("/evaluations/{evaluation}/results/{arm}")
    List<UploadPlan> declareResult(@PathVariable UUID evaluation, @PathVariable int arm, @RequestBody Result result);

    /** Has the files read back. From then on the arm has its result, and no other arm with the same key is run again. */
    @PostExchange("/evaluations/{evaluation}/results/{arm}/complete")
    void completeResult(@PathVariable UUID evaluation, @PathVariable int arm, @RequestBody Holder holder);

    /** Says whether a merged version is what its recipe says. */
    @PutExchange("/verifications/{verification}/report")
    void reportVerification(@PathVariable UUID verification, @RequestBody Report report);

    /** Says what the arms answered to a prompt. */
    @PutExchange("/prompts/{prompt}/answers")
    void reportAnswers(@PathVariable UUID prompt, @RequestBody Answers answers);

    /** The holder of this job's lease with this epoch. */
    record Holder(UUID job, long epoch) {}

    /**
     * What one arm scored.
     *
     * @param engine what ran it: engine, device, type
     */
    record Result(
            UUID job, long epoch, String engine, List<Asked> tasks, List<Score> scores, List<ArtifactFile> files) {
        public Result {
            tasks = List.copyOf(tasks);
            scores = List.copyOf(scores);
            files = List.copyOf(files);
        }
    }

    /**
     * What was asked in one task, and what came back.
     *
     * @param chance what guessing scores: 1 / choices, or 0
     * @param requests digest of all requests as they went to the model; two arms are compared only where it is the same
     * @param replies digest of all raw replies
     */
    record Asked(String task, double chance, Digest requests, Digest replies) {}

    /**
     * One metric of one task.
     *
     * @param filter lm-evaluation-harness's name of what was done to the answers before, {@code none} where nothing
     * @param documents how many were scored
     * @param error standard error; null where there is none
     */
    record Score(
            String task,
            String metric,
            String filter,
            double value,
            int documents,
            @Nullable Double error,
            boolean higherIsBetter) {}

    /**
     * The outcome of a verification.
     *
     * @param verdict what it comes to
     * @param summary one sentence for people
     * @param levels what was looked at, by the name of the level: figures, limits of detection, faults found
     */
    record Report(UUID job, long epoch, Verdict verdict, String summary, Map<String, Object> levels) {}

    /** What a verification comes to. */
    enum Verdict {
        PASS,
        FAIL,
        /** It could not be found out, such as for an architecture that cannot be run here. */
        INCONCLUSIVE
    }

    /** What the arms answered, by their positions. */
    record Answers(UUID job, long epoch, List<String> texts) {
        public Answers {
            texts = List.copyOf(texts);
        }
    }
}
