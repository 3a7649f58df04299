package io.graft.core.method;

import io.graft.core.kernel.Cut;
import io.graft.core.kernel.Survey;
import io.graft.core.kernel.Tile;
import io.graft.core.kernel.Workspace;
import io.graft.core.tensor.Shape;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Keeps each element with the probability {@code density}. */
final class RandomlyKept implements Sparsifier {
    private final double density;
    private final Supplier<Draws> source;
    private @Nullable Draws draws;

    RandomlyKept(double density, Supplier<Draws> source) {
        this.density = density;
        this.source = source;
    }

    @Override
    public void prepare(Selection.Scores delta, Shape shape, Cut cut, Survey survey) {
        draws = source.get();
    }

    @Override
    public void thin(Tile tile, double[] delta, Workspace workspace) {
        int mark = workspace.mark();
        double[] numbers = workspace.take(tile.count());
        Objects.requireNonNull(draws).fill(tile, numbers, workspace);
        workspace.kernels().drop(delta, numbers, density, 0, tile.count());
        workspace.reset(mark);
    }

    @Override
    public double factor() {
        return 1 / density;
    }
}
