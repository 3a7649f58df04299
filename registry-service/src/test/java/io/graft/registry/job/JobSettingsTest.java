package io.graft.registry.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class JobSettingsTest {
    @Test
    void aLeaseLastsThreeHeartbeatsOfFiveSeconds() {
        JobSettings settings = bind(Map.of());
        assertThat(settings.heartbeat()).hasSeconds(5);
        assertThat(settings.lease()).hasSeconds(15);
        assertThat(settings.poll()).hasSeconds(5);
    }

    @Test
    void theRestDoublesFromTwoSecondsToFiveMinutes() {
        JobSettings settings = bind(Map.of());
        assertThat(settings.restAfter(1)).hasSeconds(2);
        assertThat(settings.restAfter(2)).hasSeconds(4);
        assertThat(settings.restAfter(20)).hasMinutes(5);
    }

    @Test
    void everythingCanBeSet() {
        assertThat(bind(Map.of(
                        "graft.jobs.heartbeat", "1s",
                        "graft.jobs.backoff", "3s",
                        "graft.jobs.longest-backoff", "1m",
                        "graft.jobs.poll", "7s")))
                .isEqualTo(new JobSettings(
                        Duration.ofSeconds(1), Duration.ofSeconds(3), Duration.ofMinutes(1), Duration.ofSeconds(7)));
    }

    private static JobSettings bind(Map<String, String> settings) {
        return new Binder(new MapConfigurationPropertySource(settings)).bindOrCreate("graft.jobs", JobSettings.class);
    }
}
