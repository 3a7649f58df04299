package io.graft.core.method;

import io.graft.core.kernel.Cut;
import io.graft.core.kernel.Operand;
import io.graft.core.kernel.Shifted;
import io.graft.core.kernel.Survey;
import io.graft.core.kernel.Tile;
import io.graft.core.kernel.Workspace;
import java.util.Arrays;

/** What a model changes of a base: {@code model - base} in float64, or the mere shift where the model is a shift of the base. */
record TaskVector(Operand model, Operand base) {
    Cut cut() {
        return model.cut().and(base.cut());
    }

    void prepare(Survey survey) throws InterruptedException {
        base.prepare(survey);
        model.prepare(survey);
    }

    void release() {
        model.release();
        base.release();
    }

    void read(Tile tile, double[] into, Workspace workspace) {
        int mark = workspace.mark();
        double[] values = workspace.take(tile.count());
        if (needsBase()) {
            base.read(tile, values, workspace);
        }
        read(tile, values, into, workspace);
        workspace.reset(mark);
    }

    private boolean needsBase() {
        return !model.equals(base)
                && !(model instanceof Shifted shifted && shifted.origin().equals(base));
    }

    /** @param baseValues what the base has in this tile */
    void read(Tile tile, double[] baseValues, double[] into, Workspace workspace) {
        if (model.equals(base)) {
            Arrays.fill(into, 0, tile.count(), 0);
        } else if (model instanceof Shifted shifted) {
            new TaskVector(shifted.origin(), base).read(tile, baseValues, into, workspace);
            shifted.addShift(tile, 1, into, workspace);
        } else {
            model.read(tile, into, workspace);
            workspace.kernels().subtract(into, baseValues, tile.count());
        }
    }
}
