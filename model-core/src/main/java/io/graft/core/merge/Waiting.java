package io.graft.core.merge;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;

/** Waits for what other threads do, and fails as they failed. */
final class Waiting {
    private Waiting() {}

    static <T> T on(Future<T> future) throws InterruptedException {
        try {
            return future.get();
        } catch (ExecutionException e) {
            throw failure(e);
        }
    }

    private static RuntimeException failure(ExecutionException e) throws InterruptedException {
        return switch (e.getCause()) {
            case RuntimeException failure -> failure;
            case InterruptedException stopped -> throw stopped;
            case IOException unreadable -> new UncheckedIOException(unreadable);
            case Error error -> throw error;
            case null, default -> new IllegalStateException("No thread fails otherwise. Indicates a bug", e);
        };
    }
}
