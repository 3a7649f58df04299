package io.graft.registry.release;

import com.github.kagkarlsson.scheduler.task.FailureHandler;
import com.github.kagkarlsson.scheduler.task.helper.OneTimeTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import java.time.Duration;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Looks at runs whose first look a dead registry took with it. */
@Configuration(proxyBeanMethods = false)
class LastingWakes {
    private static final Duration FIRST_RETRY = Duration.ofSeconds(1);

    /** The conductor itself schedules such looks, so it is there only later. */
    @Bean
    OneTimeTask<Void> releaseRun(ObjectProvider<Conductor> conductor) {
        return Tasks.oneTime(Wakes.TASK)
                .onFailure(new FailureHandler.ExponentialBackoffFailureHandler<>(FIRST_RETRY))
                .execute((instance, _) -> conductor.getObject().advance(Wakes.run(instance)));
    }
}
