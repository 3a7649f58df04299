package io.graft.registry.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class WebhookSettingsTest {
    @Test
    void aDeliveryIsTriedForADay() {
        WebhookSettings settings = bind(Map.of());

        assertThat(settings.retries().stream().reduce(Duration.ZERO, Duration::plus))
                .isBetween(Duration.ofHours(22), Duration.ofHours(26));
        assertThat(settings.restAfter(1, 0)).isEqualTo(Duration.ofSeconds(5));
        assertThat(settings.restAfter(2, 1)).isEqualTo(Duration.ofSeconds(36));
        assertThat(settings.retriesAfter(10)).isTrue();
        assertThat(settings.retriesAfter(11)).isFalse();
    }

    @Test
    void nothingPrivateIsCalledUnlessItIsAllowed() {
        assertThat(bind(Map.of()).allows("localhost")).isFalse();
        assertThat(bind(Map.of("graft.webhooks.allowed-hosts", "localhost")).allows("localhost"))
                .isTrue();
    }

    @Test
    void everythingCanBeSet() {
        assertThat(bind(Map.of(
                        "graft.webhooks.allow-private", "true",
                        "graft.webhooks.allowed-hosts", "a,b",
                        "graft.webhooks.retries", "1s,2s",
                        "graft.webhooks.timeout", "3s",
                        "graft.webhooks.at-once", "4",
                        "graft.webhooks.look", "5s",
                        "graft.webhooks.old-secret-signs", "6s",
                        "graft.webhooks.disable-after", "7s",
                        "graft.webhooks.keep", "8s")))
                .isEqualTo(new WebhookSettings(
                        true,
                        Set.of("a", "b"),
                        List.of(Duration.ofSeconds(1), Duration.ofSeconds(2)),
                        Duration.ofSeconds(3),
                        4,
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(6),
                        Duration.ofSeconds(7),
                        Duration.ofSeconds(8)));
    }

    @Test
    void whatCannotWorkIsRefused() {
        assertThatThrownBy(() -> bind(Map.of("graft.webhooks.at-once", "0")))
                .rootCause()
                .hasMessageContaining("at-once");
        assertThatThrownBy(() -> bind(Map.of("graft.webhooks.timeout", "0s")))
                .rootCause()
                .hasMessageContaining("timeout");
    }

    private static WebhookSettings bind(Map<String, String> settings) {
        return new Binder(new MapConfigurationPropertySource(settings))
                .bindOrCreate("graft.webhooks", WebhookSettings.class);
    }
}
