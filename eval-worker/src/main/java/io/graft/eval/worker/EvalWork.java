package io.graft.eval.worker;

import io.graft.core.job.Attempt;
import io.graft.core.job.Task;
import io.graft.core.job.Work;
import io.graft.core.worker.Cache;
import io.graft.core.worker.Inputs;
import io.graft.core.worker.Scratch;
import io.graft.core.worker.WorkerError;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

/** Does one job after the other in the worker's own folder. */
final class EvalWork implements Work {
    private final Scratch scratch;
    private final Cache cache;
    private final Inputs inputs;
    private final EvaluationRuns evaluations;
    private final VerificationRuns verifications;
    private final AnswerRuns answers;

    EvalWork(
            Scratch scratch,
            Cache cache,
            Inputs inputs,
            EvaluationRuns evaluations,
            VerificationRuns verifications,
            AnswerRuns answers) {
        this.scratch = scratch;
        this.cache = cache;
        this.inputs = inputs;
        this.evaluations = evaluations;
        this.verifications = verifications;
        this.answers = answers;
    }

    @Override
    public void perform(Attempt attempt) throws InterruptedException {
        try {
            performHere(attempt);
        } catch (ClosedByInterruptException e) {
            throw (InterruptedException) new InterruptedException("The job was stopped").initCause(e);
        } catch (IOException e) {
            throw WorkerError.disk(scratch.folder(), e);
        }
    }

    private void performHere(Attempt attempt) throws IOException, InterruptedException {
        UUID job = attempt.lease().id();
        try {
            perform(attempt, scratch.begin(job));
        } finally {
            tidy(job);
        }
    }

    private void perform(Attempt attempt, Path folder) throws IOException, InterruptedException {
        switch (attempt.lease().task()) {
            case Task.Evaluate task ->
                evaluations.run(
                        attempt, task, assemble(attempt, task.versions(), folder), suite(attempt, task, folder));
            case Task.Verify task -> verifications.run(attempt, task, assemble(attempt, versions(task), folder));
            case Task.Answer task -> answers.run(attempt, task, assemble(attempt, task.versions(), folder));
            case Task.Merge _, Task.MergePart _, Task.MergeJoin _ ->
                throw new IllegalStateException("Nobody asked for a job of this kind");
        }
    }

    private Map<String, Path> assemble(Attempt attempt, Map<String, Task.Input> versions, Path folder)
            throws IOException, InterruptedException {
        return inputs.assemble(attempt, versions, folder.resolve("inputs"));
    }

    private SuiteFolder suite(Attempt attempt, Task.Evaluate task, Path folder)
            throws IOException, InterruptedException {
        Map<String, Path> laidOut =
                inputs.assemble(attempt, Map.of("suite", new Task.Input(null, task.suite())), folder.resolve("suite"));
        return new SuiteFolder(Objects.requireNonNull(laidOut.get("suite")), task.suite(), folder.resolve("output"));
    }

    private static Map<String, Task.Input> versions(Task.Verify task) {
        Map<String, Task.Input> versions = new HashMap<>(task.merge().inputs());
        versions.put(task.version(), task.made());
        return versions;
    }

    /** An interruption that ended the work must not end the tidying up. */
    private void tidy(UUID job) throws IOException, InterruptedException {
        boolean interrupted = Thread.interrupted();
        scratch.end(job);
        cache.shrink();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
