package io.graft.worker;

import io.graft.core.artifact.Manifest;
import io.graft.core.job.Attempt;
import io.graft.core.job.MadePart;
import io.graft.core.job.Task;
import io.graft.core.job.Work;
import io.graft.core.merge.FinishedShard;
import io.graft.core.merge.MergeOptions;
import io.graft.core.merge.MergePlan;
import io.graft.core.merge.MergeRun;
import io.graft.core.merge.PlannedShard;
import io.graft.core.worker.Cache;
import io.graft.core.worker.Inputs;
import io.graft.core.worker.Scratch;
import io.graft.core.worker.WorkerError;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Does merge jobs, whole or in parts: fetches the inputs, merges them, publishes what came out. */
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
            Bench bench = new Bench(attempt, folder.begin(job), inputs, options);
            switch (attempt.lease().task()) {
                case Task.Merge task -> merge(bench, task);
                case Task.MergePart task -> part(bench, task);
                case Task.MergeJoin task -> join(bench, task);
                case Task.Evaluate _, Task.Verify _, Task.Answer _ ->
                    throw new IllegalStateException("Nobody asked for a job of this kind");
            }
        } finally {
            tidy(job);
        }
    }

    private void merge(Bench bench, Task.Merge task) throws IOException, InterruptedException {
        Manifest manifest = bench.at(task, (plan, tuned) -> MergeRun.run(plan, bench.output(), tuned, bench.meter())
                .manifest());
        publication.publish(bench.attempt(), task.merge(), bench.output(), manifest);
    }

    private void part(Bench bench, Task.MergePart task) throws IOException, InterruptedException {
        MadePart made = bench.at(task.whole(), (plan, tuned) -> new MadePart(make(bench, task, plan, tuned)));
        publication.publishPart(bench.attempt(), task.whole().merge(), bench.output(), made);
    }

    private static List<FinishedShard> make(Bench bench, Task.MergePart task, MergePlan plan, MergeOptions tuned)
            throws InterruptedException {
        List<PlannedShard> shards = plan.shards(tuned.shardBytes());
        List<Integer> share = Share.of(shards, task.part(), task.parts());
        long total =
                share.stream().mapToLong(index -> shards.get(index).bytes()).sum();
        List<FinishedShard> made = new ArrayList<>();
        long before = 0;
        for (int index : share) {
            made.add(MergeRun.shard(plan, index, bench.output(), tuned, bench.meter(before, total)));
            before += shards.get(index).bytes();
        }
        return made;
    }

    private void join(Bench bench, Task.MergeJoin task) throws IOException, InterruptedException {
        List<FinishedShard> shards =
                task.made().stream().flatMap(part -> part.shards().stream()).toList();
        Manifest manifest =
                bench.at(task.whole(), (plan, tuned) -> MergeRun.assemble(plan, shards, bench.output(), tuned)
                        .manifest());
        publication.publish(bench.attempt(), task.whole().merge(), bench.output(), manifest);
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
