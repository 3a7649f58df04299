package io.graft.cli;

import io.graft.core.GraftException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/** Moves several files at a time. The first failure ends it all. */
final class ParallelTransfers {
    private static final int AT_ONCE = 4;

    private ParallelTransfers() {}

    static void run(List<Callable<@Nullable Void>> transfers) throws IOException, InterruptedException {
        ExecutorService movers =
                Executors.newFixedThreadPool(AT_ONCE, Thread.ofVirtual().factory());
        try {
            List<Future<@Nullable Void>> moving = new ArrayList<>();
            transfers.forEach(transfer -> moving.add(movers.submit(transfer)));
            for (Future<@Nullable Void> moved : moving) {
                await(moved);
            }
        } finally {
            movers.shutdownNow();
        }
    }

    private static void await(Future<@Nullable Void> moved) throws IOException, InterruptedException {
        try {
            moved.get();
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
