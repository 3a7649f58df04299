package io.graft.eval.language;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;

/**
 * Runs so many calls at a time. What they return is handed over in the thread that submits them; the first that fails ends all.
 */
final class ParallelCalls implements AutoCloseable {
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final BlockingQueue<Future<Runnable>> ended = new LinkedBlockingQueue<>();
    private final int most;
    private int running;

    ParallelCalls(int most) {
        this.most = most;
    }

    /** Waits until there is room for one more. */
    <T> void submit(Callable<T> call, Consumer<T> delivery) throws InterruptedException {
        if (running >= most) {
            deliverOne();
        }
        running++;
        threads.execute(() -> {
            FutureTask<Runnable> task = new FutureTask<>(() -> {
                T result = call.call();
                return () -> delivery.accept(result);
            });
            task.run();
            ended.add(task);
        });
    }

    /** Waits until all are over. */
    void finish() throws InterruptedException {
        while (running > 0) {
            deliverOne();
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
        threads.close();
    }

    private void deliverOne() throws InterruptedException {
        Future<Runnable> delivery = ended.take();
        running--;
        try {
            delivery.get().run();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException failure ? failure : new IllegalStateException(e.getCause());
        }
    }
}
