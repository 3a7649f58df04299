package io.graft.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The server process that a suite which was killed has left behind, or only its file. */
final class Postmaster {
    private static final int PATIENCE_SECONDS = 30;

    private Postmaster() {}

    /** Stops a server that still runs on the cluster, and removes the file of one that does not. */
    static void endLeftBehind(Path cluster) throws IOException {
        Path file = cluster.resolve("postmaster.pid");
        if (!Files.exists(file)) {
            return;
        }
        Optional<ProcessHandle> server = process(file).filter(process -> servesCluster(process, cluster));
        if (server.isPresent()) {
            stop(server.get());
        }
        Files.deleteIfExists(file);
    }

    private static Optional<ProcessHandle> process(Path file) throws IOException {
        return Files.readAllLines(file).stream()
                .findFirst()
                .map(String::strip)
                .filter(pid -> pid.matches("\\d{1,18}"))
                .flatMap(pid -> ProcessHandle.of(Long.parseLong(pid)));
    }

    /** Process ids are used again: the number in the file may meanwhile be another program's. */
    private static boolean servesCluster(ProcessHandle process, Path cluster) {
        return process.info().commandLine().orElse("").contains(cluster.toString());
    }

    private static void stop(ProcessHandle server) throws IOException {
        // SIGINT is PostgreSQL's fast shutdown: it ends the sessions and leaves the files clean.
        new ProcessBuilder("kill", "-INT", Long.toString(server.pid())).start();
        try {
            server.onExit().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException | ExecutionException e) {
            throw new IOException(
                    "PostgreSQL, process %d, was left behind and does not stop".formatted(server.pid()), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted while PostgreSQL stopped", e);
        }
    }
}
