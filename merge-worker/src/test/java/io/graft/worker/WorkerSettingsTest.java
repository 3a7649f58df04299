package io.graft.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.util.unit.DataSize;

class WorkerSettingsTest {
    @Test
    void onlyTheRegistryHasToBeSaid() {
        WorkerSettings settings = bind(Map.of("graft.worker.registry", "http://registry:8081"));

        assertThat(settings.registry()).isEqualTo(URI.create("http://registry:8081"));
        assertThat(settings.name()).endsWith(":" + ProcessHandle.current().pid());
        assertThat(settings.cacheSize()).isEqualTo(DataSize.ofGigabytes(20));
        assertThat(settings.threads()).isEqualTo(Runtime.getRuntime().availableProcessors());
        assertThat(settings.memory()).isEqualTo(DataSize.ofMegabytes(512));
        assertThat(settings.gpu()).isFalse();
        assertThat(settings.blobs()).isNull();
        assertThat(settings.token()).isEmpty();
    }

    @Test
    void everythingCanBeSet() {
        WorkerSettings settings = bind(Map.of(
                "graft.worker.registry", "http://registry:8081",
                "graft.worker.name", "big one",
                "graft.worker.cache", "/cache",
                "graft.worker.cache-size", "1TB",
                "graft.worker.threads", "3",
                "graft.worker.memory", "2GB",
                "graft.worker.gpu", "true",
                "graft.worker.blobs", "/blobs",
                "graft.worker.token", "graft_secret"));

        assertThat(settings)
                .isEqualTo(new WorkerSettings(
                        URI.create("http://registry:8081"),
                        "big one",
                        Path.of("/cache"),
                        DataSize.ofTerabytes(1),
                        3,
                        DataSize.ofGigabytes(2),
                        true,
                        Path.of("/blobs"),
                        "graft_secret"));
    }

    @Test
    void anAddressWithoutASchemeIsRefused() {
        assertThatThrownBy(() -> bind(Map.of("graft.worker.registry", "registry")))
                .isInstanceOf(BindException.class)
                .rootCause()
                .hasMessageContaining("graft.worker.registry");
    }

    private static WorkerSettings bind(Map<String, String> settings) {
        return new Binder(new MapConfigurationPropertySource(settings))
                .bind("graft.worker", WorkerSettings.class)
                .get();
    }
}
