package io.graft.registry.job;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import org.springframework.boot.context.event.ApplicationStartedEvent;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;

/** Looks for workers that have fallen silent, once a heartbeat, in one registry of all. */
@Configuration
class ExpiredLeases {
    @Bean
    RecurringTask<Void> takeExpiredLeases(Jobs jobs, JobSettings settings) {
        return Tasks.recurring("expired-leases", FixedDelay.of(settings.heartbeat()))
                .execute((_, _) -> jobs.expire());
    }

    @EventListener
    void giveWorkersTimeToReturn(ApplicationStartedEvent started) {
        started.getApplicationContext().getBean(Leases.class).extendAll();
    }
}
