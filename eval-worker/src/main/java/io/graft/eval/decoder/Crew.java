package io.graft.eval.decoder;

import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.jni.JniUtils;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BiConsumer;

/**
 * Threads that each take a piece of work through the whole network alone. That is quicker than several threads in one piece: those
 * would have to wait for each other after every operation.
 */
final class Crew implements AutoCloseable {
    private final int size;
    private final NDManager manager;
    private final ExecutorService executor;

    /**
     * Begins no thread before there is work.
     *
     * @param size how many threads, at least 1
     * @param manager owns what they read
     */
    Crew(int size, NDManager manager) {
        this.size = size;
        this.manager = manager;
        this.executor = Executors.newFixedThreadPool(
                size, Thread.ofPlatform().daemon().name("decoder-", 1).factory());
    }

    /**
     * Does all the work, in any order. Each thread goes on from what was read.
     *
     * @param task does one piece
     */
    <T> void share(List<T> work, Reading read, BiConsumer<T, Reading> task) {
        int threads = Math.min(size, work.size());
        if (threads == 1) {
            work.forEach(piece -> task.accept(piece, read));
            return;
        }
        Queue<T> open = new ConcurrentLinkedQueue<>(work);
        List<Reading> readings = new ArrayList<>();
        List<CompletableFuture<Void>> running = new ArrayList<>();
        try {
            for (int i = 0; i < threads; i++) {
                readings.add(read.copy(manager));
            }
            readings.forEach(own -> running.add(CompletableFuture.runAsync(() -> alone(open, own, task), executor)));
            await(running);
        } finally {
            readings.forEach(Reading::close);
            JniUtils.setNumThreads(size);
        }
    }

    @Override
    public void close() {
        executor.shutdown();
    }

    private static <T> void alone(Queue<T> open, Reading reading, BiConsumer<T, Reading> task) {
        JniUtils.setNumThreads(1);
        JniUtils.setGradMode(false);
        try {
            for (T piece = open.poll(); piece != null; piece = open.poll()) {
                task.accept(piece, reading);
            }
        } catch (RuntimeException | Error e) {
            open.clear();
            throw e;
        }
    }

    private static void await(List<CompletableFuture<Void>> running) {
        try {
            CompletableFuture.allOf(running.toArray(CompletableFuture[]::new)).join();
        } catch (CompletionException e) {
            switch (e.getCause()) {
                case RuntimeException cause -> throw cause;
                case Error cause -> throw cause;
                case null, default -> throw e;
            }
        }
    }
}
