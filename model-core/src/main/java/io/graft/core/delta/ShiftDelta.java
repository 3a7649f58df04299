package io.graft.core.delta;

import io.graft.core.adapter.Shift;
import io.graft.core.kernel.Cut;
import io.graft.core.kernel.Tile;
import io.graft.core.kernel.Workspace;
import io.graft.core.tensor.Tensor;
import java.util.List;

/** A stored tensor, scaled. */
record ShiftDelta(Shift change) implements Delta {
    @Override
    public Cut cut() {
        return Cut.ELEMENTS;
    }

    @Override
    public List<Tensor> content() {
        return List.of(change.values());
    }

    @Override
    public void add(double[] sum, Tile tile, double weight, Workspace workspace) {
        int mark = workspace.mark();
        double[] values = workspace.take(tile.count());
        tile.read(change.values(), values, workspace.kernels());
        workspace.kernels().add(sum, values, weight * change.scale(), tile.count());
        workspace.reset(mark);
    }
}
