package io.graft.registry.xet;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class DeduplicationTask {
    @Bean
    RecurringTask<Void> deduplicate(Deduplication deduplication, XetSettings settings) {
        return Tasks.recurring("deduplicate", FixedDelay.of(settings.every())).execute((_, _) -> deduplication.run());
    }
}
