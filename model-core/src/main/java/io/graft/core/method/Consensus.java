package io.graft.core.method;

import io.graft.core.kernel.Kernels;
import io.graft.core.kernel.Tile;
import io.graft.core.kernel.Workspace;
import java.util.Arrays;

/**
 * Elects a sign for each element, that of the sum of all votes, and adds up those that have it; a sum of 0 counts as positive, and
 * a delta of 0 has no sign.
 */
final class Consensus implements Combination {
    private final double[] weights;
    private final boolean weighted;
    private final boolean normalized;

    /**
     * @param weighted whether the weighted deltas vote and divide by their weights' magnitudes, as in mergekit; otherwise the
     *     plain deltas vote and each counts once, as in the paper
     * @param normalized whether the sum is divided
     */
    Consensus(double[] weights, boolean weighted, boolean normalized) {
        this.weights = weights;
        this.weighted = weighted;
        this.normalized = normalized;
    }

    @Override
    public void add(Vectors vectors, Tile tile, double[] sum, Workspace workspace) {
        int mark = workspace.mark();
        double[] votes = zeros(tile, workspace);
        double[][] deltas = new double[weights.length][];
        for (int i = 0; i < weights.length; i++) {
            deltas[i] = workspace.take(tile.count());
            vectors.read(i, deltas[i]);
            vote(deltas[i], weights[i], votes, tile.count(), workspace.kernels());
        }
        addElected(deltas, votes, zeros(tile, workspace), sum, tile.count(), workspace.kernels());
        workspace.reset(mark);
    }

    private static double[] zeros(Tile tile, Workspace workspace) {
        double[] zeros = workspace.take(tile.count());
        Arrays.fill(zeros, 0, tile.count(), 0);
        return zeros;
    }

    private void vote(double[] delta, double weight, double[] votes, int count, Kernels kernels) {
        if (weighted && weight != 1) {
            kernels.multiply(delta, weight, count);
        }
        kernels.add(votes, delta, 1, count);
    }

    private void addElected(
            double[][] deltas, double[] votes, double[] shares, double[] sum, int count, Kernels kernels) {
        for (int i = 0; i < weights.length; i++) {
            if (weighted) {
                kernels.addElected(sum, shares, deltas[i], votes, 1, Math.abs(weights[i]), count);
            } else {
                kernels.addElected(sum, shares, deltas[i], votes, weights[i], 1, count);
            }
        }
        if (normalized) {
            kernels.divide(sum, shares, count);
        }
    }
}
