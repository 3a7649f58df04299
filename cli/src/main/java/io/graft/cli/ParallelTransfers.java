package io.graft.cli;

import io.graft.core.GraftException;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/** Moves several files at a time. The first failure ends it all. */
final class ParallelTransfers {
    private static final int AT_ONCE = 4;

    private ParallelTransfers() {}

    static void run(List<Callable<@Nullable Void>> transfers) throws IOException, InterruptedException {
        try (ExecutorService movers =
                Executors.newFixedThreadPool(AT_ONCE, Thread.ofVirtual().factory())) {
            CompletionService<@Nullable Void> moved = new ExecutorCompletionService<>(movers);
            transfers.forEach(moved::submit);
            try {
                for (int i = 0; i < transfers.size(); i++) {
                    await(moved);
                }
            } finally {
                movers.shutdownNow();
            }
        }
    }

    private static void await(CompletionService<@Nullable Void> moved) throws IOException, InterruptedException {
        try {
            moved.take().get();
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case GraftException known -> throw known;
                case IOException io -> throw io;
                case null, default ->
                    throw new IllegalStateException("A transfer cannot fail otherwise: indicates a bug", e);
            }
        }
    }
}
