package io.graft.registry.release;

import io.graft.core.Fault;
import io.graft.core.GraftException;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Moves runs along, as far as each can go by itself. Each step is one transaction with all that it asks for; between two steps nothing
 * is kept in memory, so whoever looks at a run after a crash goes on where it stands.
 */
@Component
class Conductor implements DisposableBean {
    private static final Logger LOG = LoggerFactory.getLogger(Conductor.class);
    private static final int HANDS = 4;

    private final RunSteps steps;
    private final ExecutorService hands = Executors.newFixedThreadPool(
            HANDS, Thread.ofVirtual().name("release-run-", 0).factory());

    Conductor(RunSteps steps) {
        this.steps = steps;
    }

    /** Goes on with a run until it has to wait for somebody or has ended. */
    void advance(UUID run) {
        boolean moved = true;
        while (moved) {
            try {
                moved = steps.next(run);
            } catch (GraftException e) {
                if (e.code().fault() == Fault.ENVIRONMENT) {
                    throw e;
                }
                moved = steps.fail(run, e);
            }
        }
    }

    @EventListener
    void on(RunWoken woken) {
        hands.execute(() -> {
            try {
                advance(woken.run());
            } catch (RuntimeException e) {
                LOG.warn("Release run {} is looked at again soon", woken.run(), e);
            }
        });
    }

    @Override
    public void destroy() {
        hands.shutdown();
    }
}
