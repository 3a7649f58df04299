package io.graft.eval.worker;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** An eval-worker in a process of its own, over one cache, which may die and be started again. */
final class WorkerProcess implements AutoCloseable {
    private final List<String> command = new ArrayList<>();
    private final Path log;
    private Process process;

    /** @param properties such as {@code -Dname=value} */
    WorkerProcess(URI registry, Path folder, String name, String... properties) {
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--add-modules=jdk.incubator.vector",
                "--enable-native-access=ALL-UNNAMED",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xmx512m",
                "-DDJL_OFFLINE=true",
                "-DOPT_OUT_TRACKING=true"));
        command.addAll(List.of(properties));
        command.addAll(List.of(
                "-cp",
                System.getProperty("java.class.path"),
                EvalWorkerApplication.class.getName(),
                "--graft.eval.registry=" + registry,
                "--graft.eval.name=" + name,
                "--graft.eval.device=cpu",
                "--graft.eval.threads=1",
                "--graft.eval.cache=" + folder.resolve("cache"),
                "--graft.eval.parent=" + ProcessHandle.current().pid()));
        this.log = folder.resolve(name + ".log");
        this.process = start();
    }

    /** As whoever runs it does: starts it again if it has ended. */
    void keepUp() {
        if (!process.isAlive()) {
            process = start();
        }
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** SIGKILL. */
    void kill() {
        process.destroyForcibly().onExit().join();
    }

    String log() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        kill();
    }

    private Process start() {
        try {
            return new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
