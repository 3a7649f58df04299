package io.graft.worker;

import io.graft.core.artifact.Digest;
import io.graft.core.artifact.Manifest;
import io.graft.core.job.Attempt;
import io.graft.core.job.Progress;
import io.graft.core.job.Task;
import io.graft.core.job.Work;
import io.graft.core.merge.MergeInputs;
import io.graft.core.merge.MergeOptions;
import io.graft.core.merge.MergePlan;
import io.graft.core.merge.MergeRun;
import io.graft.core.recipe.Recipe;
import io.graft.core.recipe.Source;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

/** Does merge jobs: fetches the inputs, merges them, publishes what came out. */
final class MergeWork implements Work {
    private final Scratch scratch;
    private final Cache cache;
    private final Inputs inputs;
    private final Publication publication;
    private final MergeOptions options;

    MergeWork(Scratch scratch, Cache cache, Inputs inputs, Publication publication, MergeOptions options) {
        this.scratch = scratch;
        this.cache = cache;
        this.inputs = inputs;
        this.publication = publication;
        this.options = options;
    }

    @Override
    public void perform(Attempt attempt) throws InterruptedException {
        try {
            performIn(scratch, attempt);
        } catch (ClosedByInterruptException e) {
            throw (InterruptedException) new InterruptedException("The merge was stopped").initCause(e);
        } catch (IOException e) {
            throw WorkerError.disk(scratch.folder(), e);
        }
    }

    private void performIn(Scratch folder, Attempt attempt) throws IOException, InterruptedException {
        UUID job = attempt.lease().id();
        try {
            switch (attempt.lease().task()) {
                case Task.Merge task -> merge(attempt, task, folder.begin(job));
            }
        } finally {
            tidy(job);
        }
    }

    private void merge(Attempt attempt, Task.Merge task, Path folder) throws IOException, InterruptedException {
        Map<String, Path> folders = inputs.assemble(attempt, task.inputs(), folder.resolve("inputs"));
        Path output = folder.resolve("output");
        Manifest manifest = merge(attempt, task, folders, output);
        publication.publish(attempt, task.merge(), output, manifest);
    }

    private Manifest merge(Attempt attempt, Task.Merge task, Map<String, Path> folders, Path output)
            throws InterruptedException {
        Recipe recipe = Recipe.parse(task.recipe(), "recipe");
        try (MergeInputs opened = MergeInputs.open(
                recipe,
                source -> Objects.requireNonNull(folders.get(source.toString())),
                fingerprints(recipe, task.inputs()))) {
            MergePlan plan = MergePlan.of(recipe, opened);
            return MergeRun.run(
                            plan,
                            output,
                            options,
                            (done, total) -> attempt.report(new Progress("merging", done, total)))
                    .manifest();
        }
    }

    /** The registry read every byte of the inputs when they were registered, so they need not be hashed again. */
    private static Map<Source, Digest> fingerprints(Recipe recipe, Map<String, Task.Input> inputs) {
        Map<Source, Digest> known = new HashMap<>();
        for (Source source : recipe.sources()) {
            Digest fingerprint =
                    Objects.requireNonNull(inputs.get(source.toString())).fingerprint();
            if (fingerprint != null) {
                known.put(source, fingerprint);
            }
        }
        return known;
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
