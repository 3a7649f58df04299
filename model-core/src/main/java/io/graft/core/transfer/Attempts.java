package io.graft.core.transfer;

import io.graft.core.GraftException;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;

/**
 * How often to try, and how long to wait in between.
 *
 * @param most tries in a row without any success
 * @param firstWait doubled after each failure
 */
record Attempts(int most, Duration firstWait) {
    static final Attempts PATIENT = new Attempts(7, Duration.ofMillis(250));
    private static final int FORBIDDEN_FROM = 400;
    private static final int BROKEN_FROM = 500;
    private static final int TIMEOUT = 408;
    private static final int TOO_MANY = 429;

    /** One try. */
    @FunctionalInterface
    interface Try {
        /** Returns the HTTP status. */
        int run() throws IOException, InterruptedException;
    }

    /** Runs it until the other side answers with success. */
    void untilDone(URI url, Try attempt) throws InterruptedException {
        for (int failures = 1; ; failures++) {
            String problem;
            try {
                int status = attempt.run();
                if (status < FORBIDDEN_FROM) {
                    return;
                }
                requireRepeatable(url, status);
                problem = "status " + status;
            } catch (IOException e) {
                problem = String.valueOf(e.getMessage());
            }
            if (failures >= most) {
                throw failed(url, problem);
            }
            pauseAfter(failures);
        }
    }

    void pauseAfter(int failures) throws InterruptedException {
        Thread.sleep(firstWait.multipliedBy(1L << (failures - 1)));
    }

    GraftException failed(URI url, String problem) {
        return new GraftException(
                TransferError.TRANSFER_FAILED,
                withoutSignature(url),
                "The transfer failed %d times in a row, at last with: %s".formatted(most, problem),
                "Check the network and the store, then run the same again: it goes on where it stopped.");
    }

    private static void requireRepeatable(URI url, int status) {
        boolean repeatable = status >= BROKEN_FROM || status == TIMEOUT || status == TOO_MANY;
        if (!repeatable) {
            throw new GraftException(
                    TransferError.TRANSFER_REFUSED,
                    withoutSignature(url),
                    "The store refused the transfer with status %d".formatted(status),
                    "Ask the registry for new URLs by running the same again.");
        }
    }

    /** A signature in a log would let its reader do what it allows. */
    private static String withoutSignature(URI url) {
        String text = url.toString();
        int query = text.indexOf('?');
        return query < 0 ? text : text.substring(0, query);
    }
}
