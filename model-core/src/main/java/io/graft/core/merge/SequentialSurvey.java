package io.graft.core.merge;

import io.graft.core.kernel.Cut;
import io.graft.core.kernel.Survey;
import io.graft.core.kernel.Tile;
import io.graft.core.kernel.Workspace;
import io.graft.core.tensor.Shape;
import java.util.function.BinaryOperator;
import java.util.function.Supplier;

/** Surveys on the thread that asks, with the result that {@link ParallelSurvey} has. */
record SequentialSurvey(Workspace workspace) implements Survey {
    @Override
    public <T> T collect(Shape shape, Cut cut, Supplier<T> start, Step<T> step, BinaryOperator<T> join)
            throws InterruptedException {
        Tiles tiles = new Tiles(shape, cut);
        FixedTree<T> tree = new FixedTree<>(join);
        for (long first = 0; first < shape.elements(); first += tiles.chunk()) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            tree.add(survey(tiles.of(first, Math.min(tiles.chunk(), shape.elements() - first)), start.get(), step));
        }
        return tree.root().orElseGet(start);
    }

    private <T> T survey(Iterable<Tile> tiles, T result, Step<T> step) {
        tiles.forEach(tile -> step.add(result, tile, workspace));
        return result;
    }
}
