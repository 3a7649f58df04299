package io.graft.core.method;

import io.graft.core.kernel.Kernels;
import io.graft.core.kernel.Tile;
import io.graft.core.kernel.Workspace;

/** {@code Σ weight · delta / divisor}. */
final class Sum implements Combination {
    private final double[] weights;
    private final double divisor;

    Sum(double[] weights, double divisor) {
        this.weights = weights;
        this.divisor = divisor;
    }

    double divisor() {
        return divisor;
    }

    @Override
    public void add(Vectors vectors, Tile tile, double[] sum, Workspace workspace) {
        Kernels kernels = workspace.kernels();
        int mark = workspace.mark();
        double[] delta = workspace.take(tile.count());
        for (int i = 0; i < weights.length; i++) {
            vectors.read(i, delta);
            kernels.add(sum, delta, weights[i], tile.count());
        }
        if (divisor != 1) {
            kernels.divide(sum, divisor, tile.count());
        }
        workspace.reset(mark);
    }
}
