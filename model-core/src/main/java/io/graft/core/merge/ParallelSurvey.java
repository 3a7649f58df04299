package io.graft.core.merge;

import io.graft.core.kernel.Cut;
import io.graft.core.kernel.Survey;
import io.graft.core.kernel.Tile;
import io.graft.core.kernel.Workspace;
import io.graft.core.tensor.Shape;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.function.BinaryOperator;
import java.util.function.Supplier;

/**
 * Surveys chunks on the threads that compute. Their results are joined as soon as they can be, so few of them exist at a time.
 *
 * @param computing never waits for the thread that asks
 * @param workspaces gives each of its threads its own
 * @param ahead how many chunks may be under way
 */
record ParallelSurvey(ExecutorService computing, Supplier<Workspace> workspaces, int ahead) implements Survey {
    @Override
    public <T> T collect(Shape shape, Cut cut, Supplier<T> start, Step<T> step, BinaryOperator<T> join)
            throws InterruptedException {
        Tiles tiles = new Tiles(shape, cut);
        FixedTree<T> tree = new FixedTree<>(join);
        Deque<Future<T>> running = new ArrayDeque<>();
        for (long first = 0; first < shape.elements(); first += tiles.chunk()) {
            if (running.size() == ahead) {
                tree.add(Waiting.on(running.remove()));
            }
            running.add(survey(tiles, first, start, step));
        }
        while (!running.isEmpty()) {
            tree.add(Waiting.on(running.remove()));
        }
        return tree.root().orElseGet(start);
    }

    private <T> Future<T> survey(Tiles tiles, long first, Supplier<T> start, Step<T> step) {
        long count = Math.min(tiles.chunk(), tiles.shape().elements() - first);
        return computing.submit(() -> {
            T result = start.get();
            Workspace workspace = workspaces.get();
            for (Tile tile : tiles.of(first, count)) {
                step.add(result, tile, workspace);
            }
            return result;
        });
    }
}
