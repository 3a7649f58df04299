package io.graft.core.transfer;

import io.graft.core.GraftException;
import io.graft.core.artifact.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;

/** Fetches one file. */
final class Download {
    private static final int BUFFER = 1 << 18;
    private static final int PARTIAL = 206;

    private final HttpClient client;
    private final Attempts attempts;
    private final URI from;
    private final Path to;
    private final Path part;
    private final Meter meter;

    Download(HttpClient client, Attempts attempts, URI from, Path to, Meter meter) {
        this.client = client;
        this.attempts = attempts;
        this.from = from;
        this.to = to;
        this.part = to.resolveSibling(to.getFileName() + ".part");
        this.meter = meter;
    }

    void fetch(long size, Digest expected) throws InterruptedException {
        try {
            prepare(size);
            for (int failures = 0; Files.size(part) < size; ) {
                long before = Files.size(part);
                fetchOnce(size);
                failures = Files.size(part) > before ? 0 : failures + 1;
                if (failures == attempts.most()) {
                    throw attempts.failed(from, "no bytes came");
                }
            }
            publish(expected);
        } catch (IOException e) {
            throw unwritable(e);
        }
    }

    private void prepare(long size) throws IOException {
        Path folder = to.toAbsolutePath().getParent();
        if (folder != null) {
            Files.createDirectories(folder);
        }
        boolean usable = Files.exists(part) && Files.size(part) <= size;
        if (!usable) {
            Files.write(part, new byte[0]);
        }
    }

    /** Appends what comes; a connection that breaks off is not an error here, the next round goes on from there. */
    private void fetchOnce(long size) throws InterruptedException {
        attempts.untilDone(from, () -> {
            long have = Files.size(part);
            HttpRequest.Builder request = HttpRequest.newBuilder(from).GET();
            if (have > 0) {
                request.header("Range", "bytes=%d-".formatted(have));
            }
            HttpResponse<InputStream> response = client.send(request.build(), BodyHandlers.ofInputStream());
            try (InputStream body = response.body()) {
                if (isSuccess(response.statusCode())) {
                    append(body, response.statusCode() == PARTIAL, size);
                }
            }
            return response.statusCode();
        });
    }

    private void append(InputStream body, boolean goesOn, long size) throws IOException {
        StandardOpenOption how = goesOn ? StandardOpenOption.APPEND : StandardOpenOption.TRUNCATE_EXISTING;
        byte[] buffer = new byte[BUFFER];
        try (OutputStream out = Files.newOutputStream(part, StandardOpenOption.WRITE, how)) {
            long room = size - Files.size(part);
            for (int read; room > 0 && (read = body.read(buffer)) >= 0; room -= read) {
                read = (int) Math.min(read, room);
                out.write(buffer, 0, read);
                meter.moved(read);
            }
        }
    }

    private void publish(Digest expected) throws IOException {
        Digest found = digest();
        if (!found.equals(expected)) {
            Files.delete(part);
            throw corrupt(expected, found);
        }
        Files.move(part, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private Digest digest() throws IOException {
        MessageDigest sha256 = Digest.sha256();
        byte[] buffer = new byte[BUFFER];
        try (InputStream in = Files.newInputStream(part)) {
            for (int read; (read = in.read(buffer)) >= 0; ) {
                sha256.update(buffer, 0, read);
            }
        }
        return Digest.of(sha256);
    }

    private static boolean isSuccess(int status) {
        return status / 100 == 2;
    }

    private GraftException corrupt(Digest expected, Digest found) {
        return new GraftException(
                TransferError.TRANSFER_CORRUPT,
                to.toString(),
                "The bytes that came have the digest %s, not %s; they were thrown away".formatted(found, expected),
                "Try again; if it happens again, the store has lost its integrity and its owner must know.");
    }

    private GraftException unwritable(IOException e) {
        return new GraftException(
                TransferError.TRANSFER_FILE,
                to.toString(),
                "The download cannot be written: " + e.getMessage(),
                "Check the folder's permissions and the free space, then run the same again.",
                e);
    }
}
