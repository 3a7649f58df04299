package io.graft.eval.worker;

import io.graft.core.job.Attempt;
import io.graft.core.job.EvaluationOutputs;
import io.graft.core.job.Lease;
import io.graft.core.job.Progress;
import io.graft.core.job.Task;
import io.graft.core.suite.Request;
import io.graft.core.suite.Sampling;
import io.graft.core.worker.Persistence;
import io.graft.eval.decoder.DecoderOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Answers prompts with several arms, one after the other. */
final class AnswerRuns {
    private final EvaluationOutputs outputs;
    private final DecoderOptions options;

    AnswerRuns(EvaluationOutputs outputs, DecoderOptions options) {
        this.outputs = outputs;
        this.options = options;
    }

    void run(Attempt attempt, Task.Answer task, Map<String, Path> folders) throws IOException, InterruptedException {
        Map<Integer, String> texts = new TreeMap<>();
        Request.Generation request = request(task.question());
        new Models(folders, options).each(task.arms(), (arm, model) -> {
            attempt.report(new Progress("answering", texts.size(), task.arms().size()));
            texts.put(arm.position(), model.write(request, _ -> attempt.requireGoing()));
        });
        Lease lease = attempt.lease();
        EvaluationOutputs.Answers answers =
                new EvaluationOutputs.Answers(lease.id(), lease.epoch(), List.copyOf(texts.values()));
        new Persistence(attempt).untilDone(() -> outputs.reportAnswers(task.prompt(), answers));
    }

    private static Request.Generation request(Task.Question question) {
        return new Request.Generation(question.text(), question.until(), question.maxTokens(), sampling(question));
    }

    private static Sampling sampling(Task.Question question) {
        return question.temperature() == 0
                ? new Sampling.Greedy()
                : new Sampling.Random(question.temperature(), question.topK(), question.topP(), question.seed());
    }
}
