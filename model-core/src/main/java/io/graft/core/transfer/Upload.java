package io.graft.core.transfer;

import io.graft.core.GraftException;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Sends one file. */
record Upload(Exchange exchange, Attempts attempts, Path file, Meter meter) {
    void send(UploadPlan plan, int parallel) throws InterruptedException {
        List<Part> missing = plan.parts().stream().filter(part -> !part.done()).toList();
        try (FileChannel channel = FileChannel.open(file)) {
            requireSize(channel.size(), plan.size());
            sendAll(missing, channel, parallel);
        } catch (ClosedByInterruptException e) {
            throw Exchange.interrupted();
        } catch (IOException e) {
            throw unusable(String.valueOf(e.getMessage()));
        }
    }

    private void sendAll(List<Part> parts, FileChannel channel, int parallel) throws InterruptedException {
        try (ExecutorService senders =
                Executors.newFixedThreadPool(parallel, Thread.ofVirtual().factory())) {
            CompletionService<Part> sent = new ExecutorCompletionService<>(senders);
            parts.forEach(part -> sent.submit(() -> send(part, channel)));
            try {
                awaitAll(parts.size(), sent);
            } finally {
                senders.shutdownNow();
            }
        }
    }

    private Part send(Part part, FileChannel channel) throws InterruptedException {
        attempts.untilDone(part.url(), () -> sendOnce(part, channel), () -> 0);
        return part;
    }

    private void sendOnce(Part part, FileChannel channel) throws IOException, InterruptedException {
        Tally tally = new Tally(meter);
        HttpRequest request = HttpRequest.newBuilder(part.url())
                .PUT(body(part, channel, tally))
                .build();
        boolean sent = false;
        try {
            exchange.send(request, BodyHandlers.discarding(), tally::bytes);
            sent = true;
        } finally {
            if (!sent) {
                tally.takeBack();
            }
        }
    }

    private static BodyPublisher body(Part part, FileChannel channel, Tally tally) {
        return part.length() == 0
                ? BodyPublishers.noBody()
                : BodyPublishers.fromPublisher(
                        BodyPublishers.ofInputStream(() -> new FileRegion(channel, part, tally)), part.length());
    }

    private void requireSize(long size, long announced) {
        if (size != announced) {
            throw unusable("It has %d bytes, but %d were announced".formatted(size, announced));
        }
    }

    private GraftException unusable(String problem) {
        return new GraftException(
                TransferError.TRANSFER_FILE,
                file.toString(),
                "The file cannot be uploaded: " + problem,
                "Leave the file unchanged while it is uploaded, and start again.");
    }

    /** The first failure ends it. */
    private static void awaitAll(int count, CompletionService<Part> sent) throws InterruptedException {
        try {
            for (int i = 0; i < count; i++) {
                sent.take().get();
            }
        } catch (ExecutionException e) {
            if (e.getCause() instanceof GraftException known) {
                throw known;
            }
            throw new IllegalStateException("An upload cannot fail otherwise. Indicates a bug", e);
        }
    }
}
