package io.graft.core.transfer;

import io.graft.core.GraftException;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * How often to try, and how long to wait.
 *
 * @param most tries in a row without any progress
 * @param firstWait before the second try; doubled after each further failure
 * @param silence after which a connection on which nothing moves counts as broken
 */
record Attempts(int most, Duration firstWait, Duration silence) {
    /** Bridges a restart of the other side. */
    static final Attempts PATIENT = new Attempts(8, Duration.ofMillis(250), Duration.ofSeconds(60));

    /** One try. */
    @FunctionalInterface
    interface Try {
        void run() throws IOException, InterruptedException;
    }

    /**
     * Tries until it works.
     *
     * @param progress how far the tries have come so far; one that comes further than all before makes the counting start again
     */
    void untilDone(URI url, Try attempt, LongSupplier progress) throws InterruptedException {
        long furthest = progress.getAsLong();
        for (int failures = 0; ; ) {
            try {
                attempt.run();
                return;
            } catch (IOException e) {
                failures = progress.getAsLong() > furthest ? 1 : failures + 1;
                furthest = Math.max(furthest, progress.getAsLong());
                pauseAfter(failures, url, e);
            }
        }
    }

    private void pauseAfter(int failures, URI url, IOException cause) throws InterruptedException {
        if (failures >= most) {
            throw new GraftException(
                    TransferError.TRANSFER_FAILED,
                    Exchange.withoutSignature(url),
                    "The transfer failed %d times in a row, at last with: %s".formatted(failures, cause.getMessage()),
                    "Check the network and the store, then run the same again: it goes on where it stopped.",
                    cause);
        }
        Thread.sleep(firstWait.multipliedBy(1L << (failures - 1)));
    }
}
