package io.graft.core.method;

import io.graft.core.kernel.Cut;
import io.graft.core.kernel.Survey;
import io.graft.core.kernel.Tile;
import io.graft.core.kernel.Workspace;
import io.graft.core.tensor.Shape;

/**
 * Clears the share {@code gamma} of largest magnitude, and so many of smallest magnitude that {@code ⌊density · n⌋} elements of
 * the tensor are left. Where there are not that many, fewer large ones are cleared.
 */
final class OutliersDropped implements Sparsifier {
    private final double density;
    private final double gamma;
    private Selection kept = Selection.ALL;
    private Selection outliers = Selection.NONE;

    OutliersDropped(double density, double gamma) {
        this.density = density;
        this.gamma = gamma;
    }

    @Override
    public void prepare(Selection.Scores delta, Shape shape, Cut cut, Survey survey) throws InterruptedException {
        long left = (long) (density * shape.elements());
        long top = Math.min((long) (gamma * shape.elements()), shape.elements() - left);
        kept = Selection.ofLargest(top + left, delta, shape, cut, survey);
        outliers = Selection.ofLargest(top, delta, shape, cut, survey);
    }

    @Override
    public void thin(Tile tile, double[] delta, Workspace workspace) {
        outliers.drop(tile, delta, delta, workspace.kernels());
        kept.keep(tile, delta, delta, workspace.kernels());
    }

    @Override
    public double factor() {
        return 1 / density;
    }
}
