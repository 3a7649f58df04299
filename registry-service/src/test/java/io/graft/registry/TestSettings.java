package io.graft.registry;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;

/** Points the application at a fresh database and an empty folder, and cuts uploads into small parts unless a test has it otherwise. */
class TestSettings implements ApplicationContextInitializer<ConfigurableApplicationContext> {
    private static final String PART = "graft.storage.part-size";

    @Override
    public void initialize(ConfigurableApplicationContext application) {
        TestPropertyValues.of(
                        "spring.datasource.url=" + TestDatabase.fresh(),
                        "spring.datasource.username=postgres",
                        "spring.datasource.password=postgres",
                        "graft.storage.folder=" + folder(),
                        PART + "=" + application.getEnvironment().getProperty(PART, "64KB"),
                        "db-scheduler.heartbeat-interval=500ms")
                .applyTo(application);
    }

    private static Path folder() {
        try {
            return Files.createDirectories(Path.of("target", "test-blobs", Long.toString(System.nanoTime())));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
