package io.graft.worker;

import io.graft.registry.RegistryApplication;
import io.graft.registry.TestDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A registry of its own on a real database, started once for all tests of this module. */
final class RunningRegistry implements AutoCloseable {
    private final Path folder = newFolder();
    private final ConfigurableApplicationContext registry = RegistryApplication.application()
            .registerShutdownHook(false)
            .run(
                    "--server.port=0",
                    "--spring.datasource.url=" + TestDatabase.fresh(),
                    "--spring.datasource.username=postgres",
                    "--spring.datasource.password=postgres",
                    "--graft.storage.folder=" + folder,
                    "--graft.storage.part-size=64KB",
                    "--graft.jobs.heartbeat=2s",
                    "--graft.jobs.backoff=100ms",
                    "--graft.jobs.poll=200ms",
                    "--db-scheduler.polling-interval=200ms");

    private RunningRegistry() {}

    int port() {
        return Objects.requireNonNull(((WebServerApplicationContext) registry).getWebServer())
                .getPort();
    }

    URI address() {
        return URI.create("http://localhost:" + port());
    }

    /** Its folder of blobs. */
    Path folder() {
        return folder;
    }

    /** Makes every lease expire as if no heartbeat had come for long. */
    void expireLeases() {
        registry.getBean(JdbcClient.class)
                .sql("update job set lease_expires_at = now() - interval '1 second' where state = 'LEASED'")
                .update();
    }

    @Override
    public void close() {
        registry.close();
    }

    private static Path newFolder() {
        try {
            return Files.createTempDirectory("graft-worker-test");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Gives it to tests, and closes it when the last of them is done. */
    static final class Shared implements ParameterResolver {
        @Override
        public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
            return parameter.getParameter().getType() == RunningRegistry.class;
        }

        @Override
        public RunningRegistry resolveParameter(ParameterContext parameter, ExtensionContext context) {
            return context.getRoot()
                    .getStore(ExtensionContext.Namespace.GLOBAL)
                    .computeIfAbsent(RunningRegistry.class, _ -> new RunningRegistry(), RunningRegistry.class);
        }
    }
}
