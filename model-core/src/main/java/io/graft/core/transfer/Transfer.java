package io.graft.core.transfer;

import io.graft.core.artifact.Digest;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;

/**
 * Uploads and downloads over HTTP. What failed on the way is tried again a few times; what got through before is not moved
 * again, neither within a call nor by the next call after a crash. Interrupting the calling thread stops the transfer.
 */
public final class Transfer {
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);

    private final Exchange exchange;
    private final Attempts attempts;
    private final int parallel;

    /** @param parallel how many parts of a file may be under way at once */
    public Transfer(int parallel) {
        this(parallel, Attempts.PATIENT);
    }

    Transfer(int parallel, Attempts attempts) {
        this.parallel = parallel;
        this.attempts = attempts;
        this.exchange = new Exchange(client(), attempts.silence());
    }

    private static HttpClient client() {
        return HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NORMAL)
                .connectTimeout(CONNECT_TIMEOUT)
                .build();
    }

    /**
     * Sends the parts of a plan that are not there yet.
     *
     * @throws io.graft.core.GraftException see {@link TransferError}
     */
    public void upload(Path file, UploadPlan plan, Meter meter) throws InterruptedException {
        new Upload(exchange, attempts, file, meter).send(plan, parallel);
    }

    /**
     * Fetches a file, going on from what an earlier call left in {@code to} + {@code .part}. The file appears under its name only
     * when it is whole and its digest agrees.
     *
     * @throws io.graft.core.GraftException see {@link TransferError}
     */
    public void download(URI from, Path to, long size, Digest sha256, Meter meter) throws InterruptedException {
        new Download(exchange, attempts, from, to, meter).fetch(size, sha256);
    }
}
