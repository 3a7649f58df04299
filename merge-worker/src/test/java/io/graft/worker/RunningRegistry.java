package io.graft.worker;

import io.graft.registry.RegistryApplication;
import io.graft.registry.TestDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A registry of its own on a real database, started once for all tests of this module. */
final class RunningRegistry {
    static final Path FOLDER = folder();
    private static final ConfigurableApplicationContext REGISTRY = start();
    static final int PORT = port();

    private RunningRegistry() {}

    /** Makes every lease expire as if no heartbeat had come for long. */
    static void expireLeases() {
        REGISTRY.getBean(JdbcClient.class)
                .sql("update job set lease_expires_at = now() - interval '1 second' where state = 'LEASED'")
                .update();
    }

    private static ConfigurableApplicationContext start() {
        return RegistryApplication.application()
                .registerShutdownHook(false)
                .run(
                        "--server.port=0",
                        "--spring.datasource.url=" + TestDatabase.fresh(),
                        "--spring.datasource.username=postgres",
                        "--spring.datasource.password=postgres",
                        "--graft.storage.folder=" + FOLDER,
                        "--graft.storage.part-size=64KB",
                        "--graft.jobs.heartbeat=2s",
                        "--graft.jobs.backoff=100ms",
                        "--graft.jobs.poll=200ms",
                        "--db-scheduler.polling-interval=200ms");
    }

    private static int port() {
        return Objects.requireNonNull(((WebServerApplicationContext) REGISTRY).getWebServer())
                .getPort();
    }

    private static Path folder() {
        try {
            return Files.createTempDirectory("graft-worker-test");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
