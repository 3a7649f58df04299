package io.graft.registry.release;

import com.github.kagkarlsson.scheduler.SchedulerClient;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Has runs looked at when the caller's transaction has committed: at once by this registry, and once more a little later by whichever
 * is alive, should this one be killed in between. To look at a run that has nothing to do is harmless.
 */
@Component
class Wakes {
    static final String TASK = "release-run";

    /** Longer than the first look takes. */
    private static final Duration ONCE_MORE = Duration.ofSeconds(5);

    private final SchedulerClient scheduler;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    Wakes(SchedulerClient scheduler, ApplicationEventPublisher events, Clock clock) {
        this.scheduler = scheduler;
        this.events = events;
        this.clock = clock;
    }

    @Transactional(propagation = Propagation.MANDATORY)
    public void wake(UUID run) {
        // A name of its own each time: one that is being looked at just now must be looked at again.
        scheduler.scheduleIfNotExists(
                new TaskInstance<Void>(TASK, run + "/" + UUID.randomUUID()),
                clock.instant().plus(ONCE_MORE));
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                events.publishEvent(new RunWoken(run));
            }
        });
    }

    static UUID run(TaskInstance<?> instance) {
        return UUID.fromString(instance.getId().substring(0, instance.getId().indexOf('/')));
    }
}
