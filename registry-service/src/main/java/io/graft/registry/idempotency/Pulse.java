package io.graft.registry.idempotency;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/** Keeps the requests that this process is answering from being taken for lost. It is of the process, so no shared scheduler has it. */
@Component
class Pulse implements DisposableBean {
    private static final Logger LOG = LoggerFactory.getLogger(Pulse.class);
    private static final int SECONDS = 3;

    private final FirstAnswers answers;
    private final Set<String> answering = ConcurrentHashMap.newKeySet();
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("pulse").factory());
    private final Future<?> beats;

    Pulse(FirstAnswers answers) {
        this.answers = answers;
        this.beats = clock.scheduleWithFixedDelay(this::beat, SECONDS, SECONDS, TimeUnit.SECONDS);
    }

    /** As long as it is open, the request is being answered. */
    interface Beat extends AutoCloseable {
        @Override
        void close();
    }

    Beat of(String key) {
        answering.add(key);
        return () -> answering.remove(key);
    }

    @Override
    public void destroy() {
        beats.cancel(false);
        clock.close();
    }

    private void beat() {
        List<String> keys = List.copyOf(answering);
        if (keys.isEmpty()) {
            return;
        }
        try {
            answers.stillAnswering(keys);
        } catch (DataAccessException | TransactionException e) {
            LOG.warn("It could not be said that {} requests are still being answered", keys.size(), e);
        }
    }
}
