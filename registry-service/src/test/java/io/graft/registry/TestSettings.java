package io.graft.registry;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.test.context.DynamicPropertyRegistrar;

/** Points the application at a fresh database and an empty folder. */
@TestConfiguration
class TestSettings {
    @Bean
    DynamicPropertyRegistrar settings() throws IOException {
        String database = TestDatabase.fresh();
        Path folder = Files.createTempDirectory("graft-registry-test");
        folder.toFile().deleteOnExit();
        return settings -> {
            settings.add("spring.datasource.url", () -> database);
            settings.add("spring.datasource.username", () -> "postgres");
            settings.add("spring.datasource.password", () -> "postgres");
            settings.add("graft.storage.folder", folder::toString);
        };
    }
}
