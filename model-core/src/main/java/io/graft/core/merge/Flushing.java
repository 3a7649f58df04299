package io.graft.core.merge;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Has the disk write a growing file all along, so that there is little to wait for when the whole must be on it. */
final class Flushing implements AutoCloseable {
    private static final long STEP = 64L << 20;

    private final FileChannel file;
    private final ExecutorService flusher = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().name("flush-", 1).daemon().factory());
    private CompletableFuture<Void> running = CompletableFuture.completedFuture(null);
    private long waiting;

    Flushing(Path path) throws IOException {
        this.file = FileChannel.open(path, StandardOpenOption.WRITE);
    }

    /** Called after each write. Failures are left to the flush that ends the file. */
    void written(long bytes) {
        waiting += bytes;
        if (waiting >= STEP && running.isDone()) {
            waiting = 0;
            running = CompletableFuture.runAsync(this::flush, flusher);
        }
    }

    private void flush() {
        try {
            file.force(false);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Does not wait for a slow disk: whoever needs the file on it says so there, and whoever gave up needs nothing. */
    @Override
    public void close() {
        flusher.execute(this::closeFile);
        flusher.shutdown();
    }

    private void closeFile() {
        try {
            file.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
