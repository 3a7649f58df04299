package io.graft.worker;

import io.graft.core.artifact.Digest;
import io.graft.core.job.Attempt;
import io.graft.core.job.Progress;
import io.graft.core.job.Task;
import io.graft.core.merge.MergeInputs;
import io.graft.core.merge.MergeListener;
import io.graft.core.merge.MergeOptions;
import io.graft.core.merge.MergePlan;
import io.graft.core.recipe.Recipe;
import io.graft.core.recipe.Source;
import io.graft.core.worker.Inputs;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/** Where one attempt at a job works: its folder, with the inputs laid out and opened. */
record Bench(Attempt attempt, Path folder, Inputs inputs, MergeOptions options) {
    /** Something that is done while the inputs are open. */
    interface Deed<T> {
        T of(MergePlan plan, MergeOptions tuned) throws IOException, InterruptedException;
    }

    Path output() {
        return folder.resolve("output");
    }

    <T> T at(Task.Merge task, Deed<T> deed) throws IOException, InterruptedException {
        Map<String, Path> folders = inputs.assemble(attempt, task.inputs(), folder.resolve("inputs"));
        Recipe recipe = Recipe.parse(task.recipe(), "recipe");
        try (MergeInputs opened = MergeInputs.open(
                recipe,
                source -> Objects.requireNonNull(folders.get(source.toString())),
                fingerprints(recipe, task.inputs()))) {
            return deed.of(MergePlan.of(recipe, opened), options.withShard(task.shardBytes()));
        }
    }

    /** Reports what was merged. */
    MergeListener meter() {
        return (done, total) -> attempt.report(new Progress("merging", done, total));
    }

    /** Reports what was merged beside what had been before. */
    MergeListener meter(long before, long total) {
        return (done, _) -> attempt.report(new Progress("merging", before + done, total));
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
}
