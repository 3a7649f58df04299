package io.graft.core.merge;

import io.graft.core.kernel.Cut;
import io.graft.core.kernel.LowRankFactors;
import io.graft.core.kernel.Tile;
import io.graft.core.kernel.Workspace;
import io.graft.core.method.Formula;
import io.graft.core.tensor.DType;
import io.graft.core.tensor.Shape;
import java.lang.foreign.MemorySegment;

/** A tensor that is computed. Whatever its blocks, it is worked on in tiles that fit into the cache. */
final class FormulaTensor implements OutputTensor {
    private static final int TILE_ROWS = 16;
    private static final int FLAT_TILE = 2048;

    private final String name;
    private final DType dtype;
    private final Shape shape;
    private final Formula formula;
    private boolean prepared;

    FormulaTensor(String name, DType dtype, Shape shape, Formula formula) {
        this.name = name;
        this.dtype = dtype;
        this.shape = shape;
        this.formula = formula;
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

    @Override
    public long granule() {
        return formula.cut() == Cut.ELEMENTS ? 1 : Math.max(1, Cut.width(shape));
    }

    @Override
    public boolean compute(long first, int count, MemorySegment into, Workspace workspace) {
        prepare(workspace);
        return formula.cut() == Cut.ELEMENTS
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
        long width = Cut.width(shape);
        long firstRow = first / width;
        long endRow = firstRow + count / width;
        long panel = formula.cut() == Cut.ROWS ? width : LowRankFactors.PANEL;
        for (long column = 0; column < width; column += panel) {
            int columns = (int) Math.min(panel, width - column);
            int step = formula.cut() == Cut.ROWS ? Math.max(1, ROW_TILE / columns) : TILE_ROWS;
            for (long row = firstRow; row < endRow; row += step) {
                int rows = (int) Math.min(step, endRow - row);
                finite &= compute(new Tile(row, rows, column, columns, width), first, into, workspace);
            }
        }
        return finite;
    }

    private static final int ROW_TILE = 1 << 14;

    private boolean compute(Tile tile, long start, MemorySegment into, Workspace workspace) {
        int mark = workspace.mark();
        double[] values = workspace.take(tile.count());
        formula.compute(tile, values, workspace);
        boolean finite = tile.write(dtype, values, into, start, workspace.kernels());
        workspace.reset(mark);
        return finite;
    }

    private synchronized void prepare(Workspace workspace) {
        if (!prepared) {
            try {
                formula.prepare(new SerialSurvey(workspace));
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            prepared = true;
        }
    }

    @Override
    public synchronized void release() {
        formula.release();
        prepared = false;
    }
}
