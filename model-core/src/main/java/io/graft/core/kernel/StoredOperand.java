package io.graft.core.kernel;

import io.graft.core.tensor.DType;
import io.graft.core.tensor.Shape;
import io.graft.core.tensor.Tensor;
import java.util.List;

/** A tensor as it is stored. */
public record StoredOperand(Tensor tensor) implements Operand {
    @Override
    public DType dtype() {
        return tensor.dtype();
    }

    @Override
    public Shape shape() {
        return tensor.shape();
    }

    @Override
    public Cut cut() {
        return Cut.ELEMENTS;
    }

    @Override
    public List<Tensor> content() {
        return List.of(tensor);
    }

    @Override
    public void read(Tile tile, double[] into, Workspace workspace) {
        tile.read(tensor, into, workspace.kernels());
    }
}
