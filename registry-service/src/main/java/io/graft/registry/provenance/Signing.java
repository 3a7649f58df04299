package io.graft.registry.provenance;

import com.github.kagkarlsson.scheduler.SchedulerClient;
import com.github.kagkarlsson.scheduler.task.FailureHandler;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import com.github.kagkarlsson.scheduler.task.helper.OneTimeTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import io.graft.registry.model.VersionPublished;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;

/** Has versions signed soon after they are ready; whoever asks sooner has it done at once. It reads files, so not while publishing. */
@Configuration(proxyBeanMethods = false)
class Signing {
    private static final String TASK = "sign-provenance";
    private static final Duration FIRST_RETRY = Duration.ofSeconds(2);

    private final ObjectProvider<SchedulerClient> scheduler;
    private final Clock clock;

    Signing(ObjectProvider<SchedulerClient> scheduler, Clock clock) {
        this.scheduler = scheduler;
        this.clock = clock;
    }

    @Bean
    OneTimeTask<Void> signProvenance(ObjectProvider<Provenances> provenances) {
        return Tasks.oneTime(TASK)
                .onFailure(new FailureHandler.ExponentialBackoffFailureHandler<>(FIRST_RETRY))
                .execute((instance, _) -> provenances.getObject().of(UUID.fromString(instance.getId())));
    }

    @EventListener
    public void on(VersionPublished published) {
        scheduler
                .getObject()
                .scheduleIfNotExists(
                        new TaskInstance<Void>(TASK, published.version().id().toString()), clock.instant());
    }
}
