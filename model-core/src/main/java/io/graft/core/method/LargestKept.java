package io.graft.core.method;

import io.graft.core.kernel.Cut;
import io.graft.core.kernel.Survey;
import io.graft.core.kernel.Tile;
import io.graft.core.kernel.Workspace;
import io.graft.core.tensor.Shape;

/** Keeps the share {@code density} of largest magnitude of each tensor: {@code ⌊density · n⌋} elements, of equals the first. */
final class LargestKept implements Sparsifier {
    private final double density;
    private Selection kept = Selection.ALL;

    LargestKept(double density) {
        this.density = density;
    }

    @Override
    public void prepare(Selection.Scores delta, Shape shape, Cut cut, Survey survey) throws InterruptedException {
        kept = Selection.ofLargest((long) (density * shape.elements()), delta, shape, cut, survey);
    }

    @Override
    public void thin(Tile tile, double[] delta, Workspace workspace) {
        kept.keep(tile, delta, delta, workspace.kernels());
    }

    @Override
    public double factor() {
        return 1 / density;
    }
}
