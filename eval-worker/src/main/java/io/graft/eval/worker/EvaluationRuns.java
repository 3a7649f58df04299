package io.graft.eval.worker;

import io.graft.core.job.Attempt;
import io.graft.core.job.EvaluationOutputs;
import io.graft.core.job.Lease;
import io.graft.core.job.Progress;
import io.graft.core.job.Task;
import io.graft.core.suite.Reply;
import io.graft.core.suite.Suite;
import io.graft.core.transfer.Transfer;
import io.graft.core.transfer.UploadPlan;
import io.graft.core.worker.Persistence;
import io.graft.core.worker.Phase;
import io.graft.eval.decoder.DecoderOptions;
import io.graft.eval.language.LocalModel;
import io.graft.eval.run.Arm;
import io.graft.eval.run.EvaluationRun;
import io.graft.eval.run.SuiteRequests;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Runs suites, and sends what each arm scored as soon as the arm is through. Every reply is in a journal before the next is asked
 * for, so another attempt on this machine asks only what is missing, whatever became of this process.
 */
final class EvaluationRuns {
    private static final System.Logger LOG = System.getLogger(EvaluationRuns.class.getName());

    private final EvaluationOutputs outputs;
    private final Transfer transfer;
    private final Path journals;
    private final DecoderOptions options;

    EvaluationRuns(EvaluationOutputs outputs, Transfer transfer, Path journals, DecoderOptions options) {
        this.outputs = outputs;
        this.transfer = transfer;
        this.journals = journals;
        this.options = options;
    }

    void run(Attempt attempt, Task.Evaluate task, Map<String, Path> folders, SuiteFolder files)
            throws IOException, InterruptedException {
        Suite suite = files.read(task.settings());
        SuiteRequests requests =
                SuiteRequests.of(SuiteFolder.chosen(suite, task.settings()), SuiteFolder.subset(task.settings()));
        DecoderOptions here =
                task.settings().device().equals("cpu") ? new DecoderOptions("cpu", options.threads()) : options;
        new Models(folders, here).each(task.arms(), (arm, model) -> {
            ArmResult result = run(attempt, task, suite, requests, arm, model, files.output());
            publish(attempt, task, arm, result);
        });
    }

    private ArmResult run(
            Attempt attempt,
            Task.Evaluate task,
            Suite suite,
            SuiteRequests requests,
            Task.Arm arm,
            LocalModel model,
            Path output)
            throws IOException, InterruptedException {
        String name = Models.name(arm);
        AtomicInteger fresh = new AtomicInteger();
        EvaluationRun run = new EvaluationRun(journals, now -> {
            fresh.incrementAndGet();
            Sabotage.afterReply();
            attempt.report(progress(task, arm, now));
        });
        List<Reply> replies = Objects.requireNonNull(
                run.run(List.of(new Arm(name, model)), requests.requests()).get(name));
        LOG.log(
                System.Logger.Level.INFO,
                "%s: %d of %d replies were in the journal"
                        .formatted(name, replies.size() - fresh.get(), replies.size()));
        return ArmResult.of(name, model.card(), suite, requests.answered(replies), task.settings(), output);
    }

    private static Progress progress(Task.Evaluate task, Task.Arm arm, io.graft.eval.run.Progress now) {
        long before = (long) task.arms().indexOf(arm) * now.total();
        return new Progress(
                "evaluating", before + now.done(), (long) task.arms().size() * now.total());
    }

    private void publish(Attempt attempt, Task.Evaluate task, Task.Arm arm, ArmResult result)
            throws IOException, InterruptedException {
        Lease lease = attempt.lease();
        EvaluationOutputs.Result declared = new EvaluationOutputs.Result(
                lease.id(), lease.epoch(), result.engine(), result.asked(), result.scores(), result.files());
        EvaluationOutputs.Holder holder = new EvaluationOutputs.Holder(lease.id(), lease.epoch());
        new Persistence(attempt).untilDone(() -> {
            send(attempt, result.folder(), outputs.declareResult(task.evaluation(), arm.position(), declared));
            outputs.completeResult(task.evaluation(), arm.position(), holder);
        });
    }

    private void send(Attempt attempt, Path folder, List<UploadPlan> uploads) throws IOException, InterruptedException {
        Phase uploading = new Phase(
                attempt,
                "uploading",
                uploads.stream().mapToLong(UploadPlan::remaining).sum());
        for (UploadPlan plan : uploads) {
            transfer.upload(folder.resolve(plan.path()), plan, uploading);
        }
    }
}
