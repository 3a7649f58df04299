package io.graft.core.merge;

import io.graft.core.kernel.Survey;
import io.graft.core.kernel.Tile;
import io.graft.core.kernel.Workspace;
import io.graft.core.method.Formula;
import io.graft.core.tensor.DType;
import io.graft.core.tensor.Shape;
import java.lang.foreign.MemorySegment;

/** A tensor that a formula makes, tile by tile, each element rounded once. */
record FormulaTensor(String name, DType dtype, Shape shape, Formula formula) implements OutputTensor {
    @Override
    public long granule() {
        return tiles().granule();
    }

    @Override
    public void prepare(Survey survey) throws InterruptedException {
        formula.prepare(survey);
    }

    @Override
    public boolean compute(long first, int count, MemorySegment into, Workspace workspace) {
        boolean finite = true;
        for (Tile tile : tiles().of(first, count)) {
            finite &= formula.write(tile, dtype, into, first, workspace);
        }
        return finite;
    }

    @Override
    public void release() {
        formula.release();
    }

    private Tiles tiles() {
        return new Tiles(shape, formula.cut());
    }
}
