package io.graft.registry.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class VerificationSettingsTest {
    @Test
    void mergesAreProvedWhereAnEvalWorkerAskedForWorkWithinAMinute() {
        VerificationSettings settings = bind(Map.of());
        assertThat(settings.mode()).isEqualTo(VerificationSettings.Mode.AUTO);
        assertThat(settings.workerSeen()).hasMinutes(1);
    }

    @Test
    void everythingCanBeSet() {
        assertThat(bind(Map.of("graft.verification.mode", "require", "graft.verification.worker-seen", "5m")))
                .isEqualTo(new VerificationSettings(VerificationSettings.Mode.REQUIRE, Duration.ofMinutes(5)));
    }

    private static VerificationSettings bind(Map<String, String> settings) {
        return new Binder(new MapConfigurationPropertySource(settings))
                .bindOrCreate("graft.verification", VerificationSettings.class);
    }
}
