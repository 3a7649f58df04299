package io.graft.eval.worker;

import ai.djl.engine.Engine;
import io.graft.core.job.Capabilities;
import io.graft.core.job.Claim;
import io.graft.core.job.Task;
import io.graft.core.job.WorkLoop;
import io.graft.core.transfer.Transfer;
import io.graft.core.worker.Cache;
import io.graft.core.worker.Inputs;
import io.graft.core.worker.Scratch;
import io.graft.eval.decoder.DecoderOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Set;

/** A worker that runs models. For a process of its own: a fault in native code ends it, and nothing can catch that. */
public final class EvalWorker implements AutoCloseable {
    private static final int PARALLEL_PARTS = 4;
    private static final int WAIT_SECONDS = 10;

    private final EvalSettings settings;
    private final Scratch scratch;
    private final WorkLoop loop;

    /** Prepares the cache, removing what dead workers left. Nothing is asked of the registry before {@link #start()}. */
    public EvalWorker(EvalSettings settings) throws IOException {
        Registry registry = new Registry(settings.registry(), settings.token());
        Transfer transfer = new Transfer(PARALLEL_PARTS);
        Cache cache = new Cache(
                settings.cache(), settings.cacheSize().toBytes(), registry::blob, transfer, Clock.systemUTC());
        DecoderOptions options = new DecoderOptions(settings.device(), settings.threads());
        this.settings = settings;
        this.scratch = Scratch.open(settings.cache());
        this.loop = new WorkLoop(
                registry.jobs(),
                claim(settings),
                new EvalWork(
                        scratch,
                        cache,
                        new Inputs(cache, settings.blobs()),
                        new EvaluationRuns(
                                registry.outputs(), transfer, settings.cache().resolve("journals"), options),
                        new VerificationRuns(registry.outputs(), options),
                        new AnswerRuns(registry.outputs(), options)));
    }

    /** Begins to take jobs. */
    public void start() {
        if (settings.parent() != null) {
            endWith(settings.parent());
        }
        loop.start();
    }

    /** Takes no more jobs, and gives the one at hand back to the queue. */
    @Override
    public void close() throws IOException {
        loop.close();
        scratch.close();
    }

    /** Nobody would stop it otherwise when the process that started it was killed. */
    private static void endWith(long parent) {
        Runnable end = () -> Runtime.getRuntime().halt(1);
        ProcessHandle.of(parent)
                .ifPresentOrElse(
                        process -> {
                            var _ = process.onExit().thenRun(end);
                        },
                        end);
    }

    private static Claim claim(EvalSettings settings) {
        return new Claim(
                settings.name(),
                Set.of(Task.Evaluate.KIND, Task.Verify.KIND, Task.Answer.KIND),
                new Capabilities(hasGpu(settings.device()), Long.MAX_VALUE),
                WAIT_SECONDS);
    }

    /** Starts the engine, which takes seconds, only where a driver is. */
    private static boolean hasGpu(String device) {
        return switch (device) {
            case "cpu" -> false;
            case "auto" ->
                Files.exists(Path.of("/dev/nvidiactl")) && Engine.getInstance().getGpuCount() > 0;
            default -> true;
        };
    }
}
