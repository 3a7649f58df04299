package io.graft.core.transfer;

import io.graft.core.GraftException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Sends one file. */
final class Upload {
    private final HttpClient client;
    private final Attempts attempts;
    private final Path file;
    private final Meter meter;

    Upload(HttpClient client, Attempts attempts, Path file, Meter meter) {
        this.client = client;
        this.attempts = attempts;
        this.file = file;
        this.meter = meter;
    }

    void send(UploadPlan plan, int parallel) throws InterruptedException {
        requireSize(plan.size());
        ExecutorService senders =
                Executors.newFixedThreadPool(parallel, Thread.ofVirtual().factory());
        try {
            List<Future<?>> sending = new ArrayList<>();
            for (Part part : plan.parts()) {
                if (!part.done()) {
                    sending.add(senders.submit(() -> send(part)));
                }
            }
            for (Future<?> sent : sending) {
                await(sent);
            }
        } finally {
            senders.shutdownNow();
        }
    }

    private Void send(Part part) throws InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(part.url()).PUT(body(part)).build();
        attempts.untilDone(part.url(), () -> client.send(request, BodyHandlers.discarding())
                .statusCode());
        return null;
    }

    private BodyPublisher body(Part part) {
        return part.length() == 0
                ? BodyPublishers.noBody()
                : BodyPublishers.fromPublisher(BodyPublishers.ofInputStream(() -> open(part)), part.length());
    }

    private InputStream open(Part part) {
        try {
            return new FileRegion(file, part.offset(), part.length(), meter);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void requireSize(long expected) {
        try {
            long size = Files.size(file);
            if (size != expected) {
                throw unreadable("It has %d bytes, but %d were announced".formatted(size, expected));
            }
        } catch (IOException e) {
            throw unreadable(String.valueOf(e.getMessage()));
        }
    }

    private GraftException unreadable(String problem) {
        return new GraftException(
                TransferError.TRANSFER_FILE,
                file.toString(),
                "The file cannot be uploaded: " + problem,
                "Leave the file unchanged while it is uploaded, and start again.");
    }

    private static void await(Future<?> sent) throws InterruptedException {
        try {
            sent.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof GraftException known) {
                throw known;
            }
            if (e.getCause() instanceof InterruptedException) {
                throw new InterruptedException("The upload was stopped");
            }
            throw new IllegalStateException("An upload cannot fail otherwise: indicates a bug", e);
        }
    }
}
