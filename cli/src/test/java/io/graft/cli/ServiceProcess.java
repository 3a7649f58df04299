package io.graft.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A service in a process of its own, which a test may pause or kill like the operating system does. */
final class ServiceProcess implements AutoCloseable {
    private final Process process;
    private final Path log;

    private ServiceProcess(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    /** Starts {@code main} with the test's class path and settings like {@code server.port=8081}. It computes with scalar kernels. */
    static ServiceProcess start(Class<?> main, Path log, String... settings) {
        return start(List.of(), main, log, settings);
    }

    /** The same with vector kernels, which take many times as long, as C1 makes objects of vectors. */
    static ServiceProcess startSlow(Class<?> main, Path log, String... settings) {
        return start(List.of("--add-modules=jdk.incubator.vector"), main, log, settings);
    }

    private static ServiceProcess start(List<String> options, Class<?> main, Path log, String... settings) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.addAll(List.of(
                "--enable-native-access=ALL-UNNAMED",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xmx512m",
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
        for (String setting : settings) {
            command.add("--" + setting);
        }
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                    .start();
            return new ServiceProcess(process, log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String log() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** SIGKILL: the process gets no chance to tidy up. */
    void kill() {
        process.destroyForcibly();
        await();
    }

    /** SIGSTOP: the process does nothing any more, but its connections and files stay. */
    void pause() {
        signal("STOP");
    }

    void goOn() {
        signal("CONT");
    }

    @Override
    public void close() {
        kill();
    }

    private void signal(String name) {
        try {
            int status = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                    .start()
                    .waitFor();
            if (status != 0) {
                throw new IllegalStateException("kill -%s failed with %d".formatted(name, status));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void await() {
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
