package io.graft.worker;

import io.graft.core.job.Capabilities;
import io.graft.core.job.Claim;
import io.graft.core.job.Task;
import io.graft.core.job.WorkLoop;
import io.graft.core.merge.MergeOptions;
import io.graft.core.transfer.Transfer;
import io.graft.core.worker.Cache;
import io.graft.core.worker.Inputs;
import io.graft.core.worker.Scratch;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A worker, in a thread of its own: in a process of its own, or inside another that starts and closes it. */
public final class MergeWorker implements AutoCloseable {
    private static final int PARALLEL_PARTS = 4;
    private static final int WAIT_SECONDS = 10;

    private final Scratch scratch;
    private final WorkLoop loop;

    /** Prepares the cache, removing what dead workers left. Nothing is asked of the registry before {@link #start()}. */
    public MergeWorker(WorkerSettings settings) throws IOException {
        Registry registry = new Registry(settings.registry(), settings.token());
        Transfer transfer = new Transfer(PARALLEL_PARTS);
        Cache cache = new Cache(
                settings.cache(), settings.cacheSize().toBytes(), registry::blob, transfer, Clock.systemUTC());
        this.scratch = Scratch.open(settings.cache());
        this.loop = new WorkLoop(
                registry.jobs(),
                claim(settings),
                new MergeWork(
                        scratch,
                        cache,
                        new Inputs(cache, settings.blobs()),
                        new Publication(registry.outputs(), transfer, handover(settings.blobs())),
                        options(settings)));
    }

    /** Begins to take jobs. */
    public void start() {
        loop.start();
    }

    /** Takes no more jobs, and gives the one at hand back to the queue. */
    @Override
    public void close() throws IOException {
        loop.close();
        scratch.close();
    }

    private static @Nullable Handover handover(@Nullable Path blobs) {
        return blobs == null ? null : new Handover(blobs);
    }

    private static MergeOptions options(WorkerSettings settings) {
        return MergeOptions.defaults()
                .withThreads(settings.threads())
                .withMemory(settings.memory().toBytes());
    }

    private static Claim claim(WorkerSettings settings) {
        return new Claim(
                settings.name(),
                Set.of(Task.Merge.KIND, Task.MergePart.KIND, Task.MergeJoin.KIND),
                new Capabilities(settings.gpu(), settings.memory().toBytes()),
                WAIT_SECONDS);
    }
}
