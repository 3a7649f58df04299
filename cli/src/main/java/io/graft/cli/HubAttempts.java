package io.graft.cli;

import io.graft.core.GraftException;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * How often to ask a server, and how long to wait.
 *
 * @param most tries in a row without any progress
 * @param firstWait before the second try; doubled after each further failure
 */
record HubAttempts(int most, Duration firstWait) {
    static final HubAttempts PATIENT = new HubAttempts(6, Duration.ofMillis(500));

    /** Who asks for more than this is asked again by another run. */
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(10);

    /** One try. */
    @FunctionalInterface
    interface Try<T> {
        T run() throws IOException, InterruptedException;
    }

    /** @param progress how far the tries have come; one that comes further than all before makes the counting start again */
    <T> T untilDone(URI subject, Try<T> attempt, LongSupplier progress) throws InterruptedException {
        long furthest = progress.getAsLong();
        for (int failures = 0; ; ) {
            try {
                return attempt.run();
            } catch (IOException e) {
                requireGoingOn();
                failures = progress.getAsLong() > furthest ? 1 : failures + 1;
                furthest = Math.max(furthest, progress.getAsLong());
                Thread.sleep(pause(failures, subject, e));
            }
        }
    }

    /** A stream that is interrupted fails like any other, and leaves the mark on the thread. */
    private static void requireGoingOn() throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException("The import was stopped");
        }
    }

    private Duration pause(int failures, URI subject, IOException cause) {
        Duration asked = cause instanceof HubBusy busy ? busy.pause() : Duration.ZERO;
        if (failures >= most || asked.compareTo(LONGEST_WAIT) > 0) {
            throw failed(failures, subject, asked, cause);
        }
        Duration own = firstWait.multipliedBy(1L << (failures - 1));
        return asked.compareTo(own) > 0 ? asked : own;
    }

    private static GraftException failed(int failures, URI subject, Duration asked, IOException cause) {
        String again = asked.isZero() ? "" : " in %d seconds".formatted(asked.toSeconds());
        return new GraftException(
                ImportError.HUB_FAILED,
                HubConnection.withoutSignature(subject),
                "The server failed %d times in a row, at last with: %s".formatted(failures, reason(cause)),
                "Check the address and the network, then run the same again%s: it goes on where it stopped."
                        .formatted(again),
                cause);
    }

    private static String reason(IOException cause) {
        return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
    }
}
