package io.graft.core.method;

import io.graft.core.kernel.Tile;
import io.graft.core.kernel.Workspace;

/** How several task vectors become one. */
interface Combination {
    /** Reads task vector {@code index}. */
    @FunctionalInterface
    interface Vectors {
        void read(int index, double[] into);
    }

    /** Adds them to {@code sum}, which begins at 0. */
    void add(Vectors vectors, Tile tile, double[] sum, Workspace workspace);
}
