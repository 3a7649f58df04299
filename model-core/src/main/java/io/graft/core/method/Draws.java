package io.graft.core.method;

import io.graft.core.kernel.Tile;
import io.graft.core.kernel.Uniform;
import io.graft.core.kernel.Workspace;

/** A random number for each element of a tensor, see {@link Uniform}. */
public final class Draws {
    private final Uniform uniform;

    public Draws(long key, long tweak) {
        uniform = new Uniform(key, tweak);
    }

    /** A number in [0, 1). */
    double uniform(long index) {
        return uniform.at(index);
    }

    /** The numbers of a tile, row by row without gaps. */
    void fill(Tile tile, double[] into, Workspace workspace) {
        for (int i = 0; i < tile.rows(); i++) {
            workspace.kernels().draw(uniform, tile.first(i), into, i * tile.columns(), tile.columns());
        }
    }
}
