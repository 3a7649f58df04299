package io.graft.core.merge;

import io.graft.core.kernel.LowRankFactors;
import io.graft.core.kernel.Tile;
import io.graft.core.kernel.Workspace;
import io.graft.core.tensor.DType;
import io.graft.core.tensor.Shape;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/** A tensor that is computed. Whatever its blocks, it is worked on in tiles that fit into the cache. */
final class CombinedTensor implements OutputTensor {
    private static final int TILE_ROWS = 16;
    private static final int FLAT_TILE = 2048;

    private final String name;
    private final DType dtype;
    private final Shape shape;
    private final Combination combination;
    private @Nullable PreparedSum prepared;

    CombinedTensor(String name, DType dtype, Shape shape, Combination combination) {
        this.name = name;
        this.dtype = dtype;
        this.shape = shape;
        this.combination = combination;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public DType dtype() {
        return dtype;
    }

    @Override
    public Shape shape() {
        return shape;
    }

    /** Products are matrices, and are made by whole rows; everything else can be cut anywhere. */
    @Override
    public long granule() {
        return combination.products().isEmpty() ? 1 : shape.dim(1);
    }

    @Override
    public boolean compute(long first, int count, MemorySegment into, Workspace workspace) {
        return combination.products().isEmpty()
                ? computeFlat(first, count, into, workspace)
                : computeRows(first, count, into, workspace);
    }

    private boolean computeFlat(long first, int count, MemorySegment into, Workspace workspace) {
        boolean finite = true;
        for (int done = 0; done < count; done += FLAT_TILE) {
            int columns = Math.min(FLAT_TILE, count - done);
            Tile tile = new Tile(0, 1, first + done, columns, shape.elements());
            finite &= compute(tile, first, into, workspace);
        }
        return finite;
    }

    private boolean computeRows(long first, int count, MemorySegment into, Workspace workspace) {
        boolean finite = true;
        long width = shape.dim(1);
        long firstRow = first / width;
        long endRow = firstRow + count / width;
        for (long column = 0; column < width; column += LowRankFactors.PANEL) {
            int columns = (int) Math.min(LowRankFactors.PANEL, width - column);
            for (long row = firstRow; row < endRow; row += TILE_ROWS) {
                int rows = (int) Math.min(TILE_ROWS, endRow - row);
                finite &= compute(new Tile(row, rows, column, columns, width), first, into, workspace);
            }
        }
        return finite;
    }

    private boolean compute(Tile tile, long start, MemorySegment into, Workspace workspace) {
        int mark = workspace.mark();
        double[] values = workspace.take(tile.count());
        prepared().compute(tile, values, workspace);
        boolean finite = tile.write(dtype, values, into, start, workspace.kernels());
        workspace.reset(mark);
        return finite;
    }

    private synchronized PreparedSum prepared() {
        if (prepared == null) {
            prepared = new PreparedSum(combination);
        }
        return prepared;
    }

    @Override
    public synchronized void release() {
        prepared = null;
    }
}
