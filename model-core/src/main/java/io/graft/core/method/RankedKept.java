package io.graft.core.method;

import io.graft.core.kernel.Cut;
import io.graft.core.kernel.Kernels;
import io.graft.core.kernel.Survey;
import io.graft.core.kernel.Tile;
import io.graft.core.kernel.Workspace;
import io.graft.core.tensor.Shape;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Keeps each element with a probability that grows with the rank of its magnitude in its row, from {@code density - epsilon} for
 * the smallest to {@code density + epsilon} for the largest.
 */
final class RankedKept implements Sparsifier {
    private final double density;
    private final double epsilon;
    private final boolean unbiased;
    private final Supplier<Draws> source;
    private @Nullable Draws draws;

    /** @param unbiased whether each element that is kept is divided by its probability */
    RankedKept(double density, double epsilon, boolean unbiased, Supplier<Draws> source) {
        this.density = density;
        this.epsilon = epsilon;
        this.unbiased = unbiased;
        this.source = source;
    }

    @Override
    public Cut cut() {
        return Cut.ROWS;
    }

    @Override
    public void prepare(Selection.Scores delta, Shape shape, Cut cut, Survey survey) {
        draws = source.get();
    }

    @Override
    public void thin(Tile tile, double[] delta, Workspace workspace) {
        int mark = workspace.mark();
        double[] numbers = workspace.take(tile.count());
        double[] probabilities = workspace.take(tile.count());
        Objects.requireNonNull(draws).fill(tile, numbers, workspace);
        fillProbabilities(tile, delta, probabilities);
        Kernels kernels = workspace.kernels();
        kernels.keepLess(delta, numbers, probabilities, 0, tile.count());
        if (unbiased) {
            kernels.divide(delta, probabilities, tile.count());
        }
        workspace.reset(mark);
    }

    private void fillProbabilities(Tile tile, double[] delta, double[] probabilities) {
        int columns = tile.columns();
        double least = columns == 1 ? density : density - epsilon;
        double step = columns == 1 ? 0 : 2 * epsilon / (columns - 1);
        RowRanks ranks = new RowRanks(columns);
        for (int row = 0; row < tile.rows(); row++) {
            int[] order = ranks.ascending(delta, row * columns);
            for (int rank = 0; rank < columns; rank++) {
                probabilities[row * columns + order[rank]] = least + rank * step;
            }
        }
    }
}
