package io.graft.core.delta;

import io.graft.core.adapter.Replacement;
import io.graft.core.kernel.Cut;
import io.graft.core.kernel.Operand;
import io.graft.core.kernel.Tile;
import io.graft.core.kernel.Workspace;
import io.graft.core.tensor.DType;
import io.graft.core.tensor.Shape;
import io.graft.core.tensor.Tensor;
import java.util.List;

/** Another tensor, in the type of the one that it replaces. */
record ReplacedOperand(Replacement change) implements Operand {
    @Override
    public DType dtype() {
        return change.dtype();
    }

    @Override
    public Shape shape() {
        return change.tensor().shape();
    }

    @Override
    public List<Tensor> content() {
        return List.of(change.tensor());
    }

    @Override
    public Cut cut() {
        return Cut.ELEMENTS;
    }

    @Override
    public void read(Tile tile, double[] into, Workspace workspace) {
        tile.read(change.tensor(), into, workspace.kernels());
    }
}
