package io.graft.cli;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A PostgreSQL, always on the same port, that loses nothing it has committed when it is killed and started again. */
final class KillableDatabase implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final Path folder;
    private final int port;
    private EmbeddedPostgres server;

    private KillableDatabase(Path folder, int port, EmbeddedPostgres server) {
        this.folder = folder;
        this.port = port;
        this.server = server;
    }

    static KillableDatabase start(Path folder) throws IOException {
        int port = Suite.freePort();
        return new KillableDatabase(folder, port, server(folder, port));
    }

    String url() {
        return server.getJdbcUrl("postgres", "postgres");
    }

    /** SIGKILL to the server, which takes its sessions along. */
    void kill() {
        try {
            long pid = Long.parseLong(Files.readAllLines(folder.resolve("postmaster.pid"))
                    .getFirst()
                    .strip());
            ProcessHandle postmaster = ProcessHandle.of(pid).orElseThrow();
            List<ProcessHandle> sessions = postmaster.descendants().toList();
            postmaster.destroyForcibly();
            postmaster.onExit().join();
            sessions.forEach(session -> session.onExit().join());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void startAgain() {
        try {
            // Lets go of the folder; there is no server left that it could stop.
            server.close();
            Files.deleteIfExists(folder.resolve("postmaster.pid"));
            server = server(folder, port);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What a query answers, row by row, as text. */
    List<List<String>> query(String sql) {
        try (Connection connection = DriverManager.getConnection(url());
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            List<List<String>> answer = new ArrayList<>();
            while (rows.next()) {
                List<String> row = new ArrayList<>();
                for (int column = 1; column <= rows.getMetaData().getColumnCount(); column++) {
                    row.add(String.valueOf(rows.getString(column)));
                }
                answer.add(row);
            }
            return answer;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    int count(String sql) {
        return Integer.parseInt(query(sql).getFirst().getFirst());
    }

    @Override
    public void close() throws IOException {
        server.close();
    }

    private static EmbeddedPostgres server(Path folder, int port) throws IOException {
        return EmbeddedPostgres.builder()
                .setDataDirectory(folder)
                .setCleanDataDirectory(false)
                .setPort(port)
                .setPGStartupWait(PATIENCE)
                // The builder switches it off; a server that is killed must not forget what it said it would keep.
                .setServerConfig("synchronous_commit", "on")
                .start();
    }
}
