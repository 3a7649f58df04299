package io.graft.eval.worker;

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

class EvalSettingsTest {
    @Test
    void onlyTheRegistryHasToBeSaid() {
        EvalSettings settings = bind(Map.of("graft.eval.registry", "http://registry:8081"));

        assertThat(settings.registry()).isEqualTo(URI.create("http://registry:8081"));
        assertThat(settings.name()).endsWith(":" + ProcessHandle.current().pid());
        assertThat(settings.cacheSize()).isEqualTo(DataSize.ofGigabytes(20));
        assertThat(settings.device()).isEqualTo("auto");
        assertThat(settings.threads()).isZero();
        assertThat(settings.blobs()).isNull();
        assertThat(settings.parent()).isNull();
        assertThat(settings.token()).isEmpty();
    }

    @Test
    void everythingCanBeSet() {
        assertThat(bind(Map.of(
                        "graft.eval.registry", "http://registry:8081",
                        "graft.eval.name", "big one",
                        "graft.eval.cache", "/cache",
                        "graft.eval.cache-size", "1TB",
                        "graft.eval.device", "cuda:1",
                        "graft.eval.threads", "3",
                        "graft.eval.blobs", "/blobs",
                        "graft.eval.parent", "17",
                        "graft.eval.token", "graft_secret")))
                .isEqualTo(new EvalSettings(
                        URI.create("http://registry:8081"),
                        "big one",
                        Path.of("/cache"),
                        DataSize.ofTerabytes(1),
                        "cuda:1",
                        3,
                        Path.of("/blobs"),
                        17L,
                        "graft_secret"));
    }

    @Test
    void anAddressWithoutASchemeIsRefused() {
        assertThatThrownBy(() -> bind(Map.of("graft.eval.registry", "registry")))
                .isInstanceOf(BindException.class)
                .rootCause()
                .hasMessageContaining("graft.eval.registry");
    }

    private static EvalSettings bind(Map<String, String> settings) {
        return new Binder(new MapConfigurationPropertySource(settings))
                .bind("graft.eval", EvalSettings.class)
                .get();
    }
}
