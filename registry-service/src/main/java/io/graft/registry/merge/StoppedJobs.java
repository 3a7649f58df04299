package io.graft.registry.merge;

import com.github.kagkarlsson.scheduler.task.FailureHandler;
import com.github.kagkarlsson.scheduler.task.helper.OneTimeTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import io.graft.registry.job.Jobs;
import java.time.Duration;
import java.util.UUID;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Cancels the jobs of other parts when a merge ends. Not in the transaction in which it ends: that holds one job and then the
 * merge, as every other does, so it must not ask for further jobs.
 */
@Configuration(proxyBeanMethods = false)
class StoppedJobs {
    private static final Duration FIRST_RETRY = Duration.ofSeconds(2);

    /** One per job, named by its id. A retry may have come first. */
    @Bean
    OneTimeTask<Void> stopJob(Parts parts, Jobs jobs) {
        return Tasks.oneTime("stop-job")
                .onFailure(new FailureHandler.ExponentialBackoffFailureHandler<>(FIRST_RETRY))
                .execute((instance, _) -> stop(UUID.fromString(instance.getId()), parts, jobs));
    }

    private static void stop(UUID job, Parts parts, Jobs jobs) {
        jobs.cancelUnless(job, () -> parts.wants(job));
    }
}
