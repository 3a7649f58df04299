package io.graft.registry.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class AccessSettingsTest {
    @Test
    void theRegistryIsOpenUnlessItIsClosed() {
        AccessSettings settings = bind(Map.of());

        assertThat(settings.isOpen()).isTrue();
        assertThat(settings.isBootstrap("")).isFalse();
    }

    @Test
    void everythingCanBeSet() {
        String token = "graft_" + "a".repeat(43);

        assertThat(bind(Map.of("graft.access.mode", "tokens", "graft.access.bootstrap-token", token)))
                .isEqualTo(new AccessSettings(AccessSettings.Mode.TOKENS, token, ""));
    }

    @Test
    void aBootstrapTokenThatCouldBeGuessedIsRefused() {
        assertThatThrownBy(() -> bind(Map.of("graft.access.bootstrap-token", "graft_admin")))
                .rootCause()
                .hasMessageContaining("graft.access.bootstrap-token");
    }

    private static AccessSettings bind(Map<String, String> settings) {
        return new Binder(new MapConfigurationPropertySource(settings))
                .bindOrCreate("graft.access", AccessSettings.class);
    }
}
