package io.graft.core.method;

import io.graft.core.kernel.Cut;
import io.graft.core.kernel.Survey;
import io.graft.core.kernel.Tile;
import io.graft.core.kernel.Workspace;
import io.graft.core.tensor.Shape;

/** Keeps some elements of a task vector, and clears the others. */
interface Sparsifier {
    Sparsifier NONE = (_, _, _) -> {};

    /** The tiles that it must see. */
    default Cut cut() {
        return Cut.ELEMENTS;
    }

    /** Looks at the whole task vector before any of it is thinned. */
    default void prepare(Selection.Scores delta, Shape shape, Cut cut, Survey survey) throws InterruptedException {}

    /** Clears elements of a tile. */
    void thin(Tile tile, double[] delta, Workspace workspace);

    /** What brings the kept elements to the size of all, on average; 1 if they are already. */
    default double factor() {
        return 1;
    }
}
