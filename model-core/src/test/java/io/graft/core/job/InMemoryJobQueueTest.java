package io.graft.core.job;

import java.time.Duration;

class InMemoryJobQueueTest extends JobQueueContract {
    private final InMemoryJobQueue queue = new InMemoryJobQueue(HEARTBEAT, BACKOFF);

    @Override
    protected JobQueue queue() {
        return queue;
    }

    @Override
    protected Backlog backlog() {
        return queue;
    }

    @Override
    protected void passes(Duration time) {
        queue.passes(time);
    }
}
