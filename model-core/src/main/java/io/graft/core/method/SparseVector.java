package io.graft.core.method;

import io.graft.core.kernel.Cut;
import io.graft.core.kernel.Survey;
import io.graft.core.kernel.Tile;
import io.graft.core.kernel.Workspace;
import io.graft.core.tensor.Shape;

/** A task vector of which part is cleared, and what is left is scaled up for it. */
final class SparseVector {
    private final TaskVector delta;
    private final Sparsifier sparsifier;
    private final boolean matchesNorm;
    private double factor;

    private SparseVector(TaskVector delta, Sparsifier sparsifier, boolean matchesNorm, double factor) {
        this.delta = delta;
        this.sparsifier = sparsifier;
        this.matchesNorm = matchesNorm;
        this.factor = factor;
    }

    /** One that is multiplied by {@code factor}. */
    static SparseVector scaled(TaskVector delta, Sparsifier sparsifier, double factor) {
        return new SparseVector(delta, sparsifier, false, factor);
    }

    /** One that is multiplied so that its L1 norm is that of the whole task vector. */
    static SparseVector ofSameNorm(TaskVector delta, Sparsifier sparsifier) {
        return new SparseVector(delta, sparsifier, true, 1);
    }

    Cut cut() {
        return delta.cut().and(sparsifier.cut());
    }

    void prepare(Shape shape, Cut cut, Survey survey) throws InterruptedException {
        delta.prepare(survey);
        sparsifier.prepare(delta::read, shape, cut, survey);
        if (matchesNorm) {
            factor = survey.collect(shape, cut, Magnitudes::new, this::add, Magnitudes::and)
                    .factor();
        }
    }

    private void add(Magnitudes magnitudes, Tile tile, Workspace workspace) {
        int mark = workspace.mark();
        double[] values = workspace.take(tile.count());
        delta.read(tile, values, workspace);
        magnitudes.addWhole(values, tile.count(), workspace.kernels());
        sparsifier.thin(tile, values, workspace);
        magnitudes.addLeft(values, tile.count(), workspace.kernels());
        workspace.reset(mark);
    }

    /** @param baseValues what the base has in this tile */
    void read(Tile tile, double[] baseValues, double[] into, Workspace workspace) {
        delta.read(tile, baseValues, into, workspace);
        sparsifier.thin(tile, into, workspace);
        if (factor != 1) {
            workspace.kernels().multiply(into, factor, tile.count());
        }
    }

    void release() {
        delta.release();
    }
}
