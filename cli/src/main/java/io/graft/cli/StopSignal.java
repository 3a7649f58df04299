package io.graft.cli;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Ctrl-C or SIGTERM: whoever waits is told, and the process does not end before it has closed what it opened. */
final class StopSignal implements AutoCloseable {
    private static final Duration GRACE = Duration.ofSeconds(60);

    private final CountDownLatch asked = new CountDownLatch(1);
    private final CountDownLatch closed = new CountDownLatch(1);

    private final Runnable whenAsked;

    /** For those who {@link #await} it. */
    StopSignal() {
        this(() -> {});
    }

    /** For those who work meanwhile: {@code whenAsked} makes them stop. */
    StopSignal(Runnable whenAsked) {
        this.whenAsked = whenAsked;
        Runtime.getRuntime().addShutdownHook(new Thread(this::arrive, "stop"));
    }

    void await() throws InterruptedException {
        asked.await();
    }

    /** Comes last: everything else is closed. */
    @Override
    public void close() {
        closed.countDown();
    }

    private void arrive() {
        asked.countDown();
        if (closed.getCount() > 0) {
            whenAsked.run();
        }
        try {
            boolean _ = closed.await(GRACE.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
