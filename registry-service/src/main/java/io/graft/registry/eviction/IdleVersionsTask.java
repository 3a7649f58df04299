package io.graft.registry.eviction;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import java.time.Duration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(EvictionSettings.class)
class IdleVersionsTask {
    @Bean
    RecurringTask<Void> evictIdleVersions(IdleVersions versions, EvictionSettings settings) {
        return Tasks.recurring("evict-idle-versions", FixedDelay.of(settings.every()))
                .execute((_, _) -> {
                    Duration after = settings.after();
                    if (after != null) {
                        versions.evict(after);
                    }
                });
    }
}
