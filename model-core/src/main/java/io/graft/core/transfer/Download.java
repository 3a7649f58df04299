package io.graft.core.transfer;

import io.graft.core.GraftException;
import io.graft.core.artifact.Digest;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.BodySubscribers;
import java.net.http.HttpResponse.ResponseInfo;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Fetches one file. */
record Download(Exchange exchange, Attempts attempts, URI from, Path to, Meter meter) {
    private static final int OK = 200;
    private static final int PARTIAL_CONTENT = 206;
    private static final Pattern RANGE = Pattern.compile("bytes (\\d{1,18})-.*");

    void fetch(long size, Digest expected) throws InterruptedException {
        try {
            Files.createDirectories(to.toAbsolutePath().getParent());
            boolean fresh = !Files.exists(part());
            Digest found = fetchPart(size);
            if (!found.equals(expected) && !fresh) {
                // What an earlier download left may have been damaged, or of other content.
                discard(size);
                found = fetchPart(size);
            }
            publish(found, expected, size);
        } catch (ClosedByInterruptException e) {
            throw Exchange.interrupted();
        } catch (IOException e) {
            throw unwritable(e);
        }
    }

    private Path part() {
        return to.resolveSibling(to.getFileName() + ".part");
    }

    private Digest fetchPart(long size) throws IOException, InterruptedException {
        try (Partial partial = Partial.open(part(), size)) {
            attempts.untilDone(from, () -> fetchRest(partial), partial::size);
            return partial.seal();
        }
    }

    private void fetchRest(Partial partial) throws IOException, InterruptedException {
        if (partial.isWhole()) {
            return;
        }
        HttpRequest request = HttpRequest.newBuilder(from)
                .header("Range", "bytes=%d-".formatted(partial.size()))
                .build();
        try (Sink sink = new Sink(partial, meter)) {
            exchange.send(request, answer -> receiver(answer, sink), partial::size);
        }
        if (!partial.isWhole()) {
            throw new IOException("only %d bytes came".formatted(partial.size()));
        }
    }

    private static BodySubscriber<@Nullable Void> receiver(ResponseInfo answer, Sink sink) {
        return switch (answer.statusCode()) {
            case OK -> sink.at(0);
            case PARTIAL_CONTENT -> sink.at(start(answer));
            default -> BodySubscribers.replacing(null);
        };
    }

    private static long start(ResponseInfo answer) {
        Matcher range =
                RANGE.matcher(answer.headers().firstValue("Content-Range").orElse(""));
        return range.matches() ? Long.parseLong(range.group(1)) : -1;
    }

    private void publish(Digest found, Digest expected, long size) throws IOException {
        if (!found.equals(expected)) {
            discard(size);
            throw corrupt(expected, found);
        }
        Files.move(part(), to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private void discard(long size) throws IOException {
        meter.moved(-size);
        Files.delete(part());
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
