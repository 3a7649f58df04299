package io.graft.cli;

import io.graft.core.job.Backoff;
import io.graft.eval.worker.EvalWorkerApplication;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * An eval-worker beside the suite, in a process of its own: what runs models may die in native code, and then nothing else does. It
 * is started again whenever it has ended.
 */
final class EvalProcess implements AutoCloseable {
    private static final Logger LOG = System.getLogger(EvalProcess.class.getName());
    private static final Backoff PAUSE = new Backoff(Duration.ofMillis(500), Duration.ofMinutes(1));
    private static final Duration HEALTHY = Duration.ofMinutes(1);
    private static final int PATIENCE_SECONDS = 20;

    private final List<String> command;
    private final String token;
    private final Path log;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread watch = Thread.ofVirtual().name("eval-worker watch").unstarted(this::run);
    private volatile @Nullable Process process;

    private EvalProcess(List<String> command, String token, Path log) {
        this.command = command;
        this.token = token;
        this.log = log;
    }

    /** Whether there is a native library for this platform. */
    static boolean isPossible() {
        return EvalProcess.class.getResource("/native/lib/pytorch.properties") != null;
    }

    /**
     * Starts the worker, and goes on doing so. Returns at once.
     *
     * @param token that the registry knows it by
     */
    static EvalProcess start(DataDirectory data, URI registry, String token) throws IOException {
        EvalProcess started =
                new EvalProcess(command(data, registry), token, data.logs().resolve("eval-worker.log"));
        started.watch.start();
        return started;
    }

    /** Empty while it is being started anew. */
    Optional<ProcessHandle> process() {
        Process running = process;
        return running == null || !running.isAlive() ? Optional.empty() : Optional.of(running.toHandle());
    }

    /** The worker gives its job back; if it takes too long over that, it is killed. */
    @Override
    public void close() {
        closing.countDown();
        Process running = process;
        if (running != null) {
            stop(running);
        }
        watch.interrupt();
    }

    private static void stop(Process running) {
        running.destroy();
        try {
            if (!running.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                running.destroyForcibly();
            }
        } catch (InterruptedException e) {
            running.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try {
            for (int failures = 0; closing.getCount() > 0; ) {
                failures = livedLong() ? 1 : failures + 1;
                boolean _ = closing.await(PAUSE.after(failures).toMillis(), TimeUnit.MILLISECONDS);
            }
        } catch (InterruptedException closed) {
            // only close() interrupts this thread
        } catch (IOException e) {
            LOG.log(Level.ERROR, "The eval-worker cannot be started", e);
        }
    }

    private boolean livedLong() throws IOException, InterruptedException {
        long began = System.nanoTime();
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        // Not on the command line, which every user of the machine can read
        builder.environment().put("GRAFT_EVAL_TOKEN", token);
        Process running = builder.start();
        process = running;
        if (closing.getCount() == 0) {
            stop(running);
        }
        int code = running.waitFor();
        if (closing.getCount() > 0) {
            LOG.log(Level.WARNING, "The eval-worker ended with code {0}; it is started again", code);
        }
        return System.nanoTime() - began > HEALTHY.toNanos();
    }

    private static List<String> command(DataDirectory data, URI registry) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "--add-modules=jdk.incubator.vector",
                "-XX:+UseSerialGC",
                "-DDJL_OFFLINE=true",
                "-DOPT_OUT_TRACKING=true"));
        System.getProperties().stringPropertyNames().stream()
                .filter(name -> name.startsWith("graft.eval."))
                .forEach(name -> command.add("-D%s=%s".formatted(name, System.getProperty(name))));
        command.addAll(List.of(
                "-cp",
                System.getProperty("java.class.path"),
                EvalWorkerApplication.class.getName(),
                "--graft.eval.registry=" + registry,
                "--graft.eval.name=embedded-eval",
                "--graft.eval.cache=" + data.root().resolve("eval"),
                "--graft.eval.blobs=" + data.blobs(),
                "--graft.eval.parent=" + ProcessHandle.current().pid()));
        return command;
    }
}
