package io.graft.core.transfer;

import io.graft.core.GraftException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;

/**
 * A request and its answer, given up when nothing moves any more or when the thread is interrupted.
 *
 * @param silence how long nothing may move
 */
record Exchange(HttpClient client, Duration silence) {
    private static final Duration LONGEST_GLANCE = Duration.ofSeconds(1);
    private static final int TIMEOUT = 408;
    private static final int TOO_MANY = 429;

    /** @param moved how many bytes have moved so far */
    <T> void send(HttpRequest request, BodyHandler<T> body, LongSupplier moved)
            throws IOException, InterruptedException {
        CompletableFuture<HttpResponse<T>> answer = client.sendAsync(request, body);
        try {
            requireSuccess(await(answer, moved).statusCode(), request.uri());
        } finally {
            answer.cancel(true);
        }
    }

    private <T> T await(CompletableFuture<T> answer, LongSupplier moved) throws IOException, InterruptedException {
        long before = moved.getAsLong();
        long silentSince = System.nanoTime();
        while (true) {
            try {
                return answer.get(glance(), TimeUnit.MILLISECONDS);
            } catch (ExecutionException e) {
                throw new IOException(reason(e), e);
            } catch (TimeoutException e) {
                silentSince = moved.getAsLong() == before ? silentSince : System.nanoTime();
                before = moved.getAsLong();
                requireAlive(silentSince);
            }
        }
    }

    private long glance() {
        return Math.clamp(silence.toMillis() / 4, 1, LONGEST_GLANCE.toMillis());
    }

    private void requireAlive(long silentSince) throws HttpTimeoutException {
        if (System.nanoTime() - silentSince > silence.toNanos()) {
            throw new HttpTimeoutException("nothing moved for %d ms".formatted(silence.toMillis()));
        }
    }

    /** Answers that may be better next time are an {@link IOException}. */
    private static void requireSuccess(int status, URI url) throws IOException {
        if (status / 100 == 2) {
            return;
        }
        if (status / 100 == 5 || status == TIMEOUT || status == TOO_MANY) {
            throw new IOException("status " + status);
        }
        throw new GraftException(
                TransferError.TRANSFER_REFUSED,
                withoutSignature(url),
                "The store refused the transfer with status %d".formatted(status),
                "Ask the registry for new URLs by running the same again.");
    }

    /** A channel that is interrupted closes and says so in its own way; this says it in the usual one. */
    static InterruptedException interrupted() {
        Thread.interrupted();
        return new InterruptedException("The transfer was stopped");
    }

    /** A signature in a log would let its reader do what it allows. */
    static String withoutSignature(URI url) {
        String text = url.toString();
        int query = text.indexOf('?');
        return query < 0 ? text : text.substring(0, query);
    }

    private static String reason(ExecutionException failure) {
        Throwable cause = failure.getCause();
        return cause == null || cause.getMessage() == null ? failure.toString() : cause.getMessage();
    }
}
