package io.graft.cli;

import io.graft.core.GraftException;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import org.springframework.util.FileSystemUtils;

/**
 * The suite's own PostgreSQL: durable, reachable from this machine only and with a password that lies in the data directory
 * for its owner alone.
 */
final class Database implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final String USER = "postgres";

    private final EmbeddedPostgres server;
    private final String password;

    private Database(EmbeddedPostgres server, String password) {
        this.server = server;
        this.password = password;
    }

    /** Starts on what an earlier suite left, or on a fresh database. */
    static Database start(DataDirectory data) throws IOException {
        Path cluster = data.root().resolve("database");
        Path initialised = cluster.resolve("graft.initialised");
        if (!Files.exists(initialised)) {
            // Nothing was ever stored in a cluster that did not get as far as its first start.
            FileSystemUtils.deleteRecursively(cluster);
        }
        Postmaster.endLeftBehind(cluster);
        Path secret = secret(data.root().resolve("database.password"));
        Database database = new Database(server(data, cluster, secret), Files.readString(secret));
        Files.writeString(initialised, "");
        return database;
    }

    String url() {
        return "jdbc:postgresql://localhost:%d/postgres".formatted(server.getPort());
    }

    String user() {
        return USER;
    }

    String password() {
        return password;
    }

    @Override
    public void close() throws IOException {
        server.close();
    }

    private static EmbeddedPostgres server(DataDirectory data, Path cluster, Path secret) throws IOException {
        Redirect log = Redirect.appendTo(data.logs().resolve("postgresql.log").toFile());
        try {
            return EmbeddedPostgres.builder()
                    .setOverrideWorkingDirectory(
                            data.root().resolve("postgresql").toFile())
                    .setDataDirectory(cluster)
                    .setCleanDataDirectory(false)
                    .setRegisterShutdownHook(false)
                    .setPGStartupWait(PATIENCE)
                    .setOutputRedirector(log)
                    .setErrorRedirector(log)
                    // The builder switches durability off unless it is told otherwise.
                    .setServerConfig("fsync", "on")
                    .setServerConfig("synchronous_commit", "on")
                    .setServerConfig("unix_socket_directories", "")
                    // These reach initdb as they are; the builder knows no other way to hand it options.
                    .setLocaleConfig("auth-host", "scram-sha-256")
                    .setLocaleConfig("pwfile", secret.toString())
                    .setConnectConfig("password", Files.readString(secret))
                    .start();
        } catch (IOException | RuntimeException e) {
            throw failed(data, e);
        }
    }

    private static Path secret(Path file) throws IOException {
        if (!Files.exists(file)) {
            byte[] random = new byte[24];
            new SecureRandom().nextBytes(random);
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(file, HexFormat.of().formatHex(random));
        }
        return file;
    }

    private static GraftException failed(DataDirectory data, Exception cause) {
        return new GraftException(
                CliError.DATABASE_FAILED,
                data.root().resolve("database").toString(),
                "The embedded PostgreSQL did not start: " + cause.getMessage(),
                "Read %s.".formatted(data.root().resolve("logs/postgresql.log")),
                cause);
    }
}
