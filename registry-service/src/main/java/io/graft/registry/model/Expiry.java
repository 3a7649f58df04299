package io.graft.registry.model;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import io.graft.core.preflight.Finding;
import io.graft.core.preflight.Severity;
import io.graft.registry.storage.UploadSettings;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Rejects versions whose upload nobody goes on with, so that what arrived of them can be swept. */
@Configuration(proxyBeanMethods = false)
class Expiry {
    private final ModelVersions versions;
    private final Rejection rejection;
    private final TransactionTemplate transaction;
    private final Clock clock;
    private final UploadSettings settings;

    Expiry(
            ModelVersions versions,
            Rejection rejection,
            PlatformTransactionManager transactions,
            Clock clock,
            UploadSettings settings) {
        this.versions = versions;
        this.rejection = rejection;
        this.transaction = new TransactionTemplate(transactions);
        this.clock = clock;
        this.settings = settings;
    }

    @Bean
    RecurringTask<Void> expireVersions(@Value("${graft.sweep.every:1h}") Duration every) {
        return Tasks.recurring("expire-versions", FixedDelay.of(every)).execute((_, _) -> run());
    }

    void run() {
        Instant before = clock.instant().minus(settings.expireAfter());
        for (ModelVersion version : versions.findByStateAndTouchedAtBefore(VersionState.PENDING, before)) {
            transaction.executeWithoutResult(_ -> versions.findLockedById(version.id())
                    .filter(found -> found.abandonedSince(before))
                    .ifPresent(this::reject));
        }
    }

    private void reject(ModelVersion version) {
        Finding abandoned = new Finding(
                "UPLOAD_ABANDONED",
                Severity.ERROR,
                version.reference(),
                "Nobody went on with its upload for %s".formatted(settings.expireAfter()),
                "Create another version.");
        rejection.reject(version, List.of(abandoned));
    }
}
