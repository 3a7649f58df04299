package io.graft.core.delta;

import io.graft.core.adapter.Rescaling;
import io.graft.core.kernel.Cut;
import io.graft.core.kernel.Operand;
import io.graft.core.kernel.Survey;
import io.graft.core.kernel.Tile;
import io.graft.core.kernel.Workspace;
import io.graft.core.tensor.DType;
import io.graft.core.tensor.Shape;
import io.graft.core.tensor.Tensor;
import java.util.List;
import java.util.stream.Stream;

/** A tensor whose elements are multiplied by factors along one dimension. */
final class RescaledOperand implements Operand {
    private final Operand base;
    private final Rescaling change;
    private final Prepared<Scaling> scaling;

    RescaledOperand(Operand base, Rescaling change) {
        this.base = base;
        this.change = change;
        this.scaling =
                new Prepared<>(() -> new Scaling(change.factors().values(), stride(base.shape(), change.dimension())));
    }

    private static long stride(Shape shape, int dimension) {
        long stride = 1;
        for (int i = dimension + 1; i < shape.rank(); i++) {
            stride *= shape.dim(i);
        }
        return stride;
    }

    @Override
    public DType dtype() {
        return base.dtype();
    }

    @Override
    public Shape shape() {
        return base.shape();
    }

    @Override
    public List<Tensor> content() {
        return Stream.concat(base.content().stream(), Stream.of(change.factors()))
                .toList();
    }

    @Override
    public Cut cut() {
        return base.cut();
    }

    @Override
    public void prepare(Survey survey) throws InterruptedException {
        base.prepare(survey);
        scaling.prepare();
    }

    @Override
    public void read(Tile tile, double[] into, Workspace workspace) {
        base.read(tile, into, workspace);
        scaling.get().apply(tile, into);
    }

    @Override
    public void release() {
        base.release();
        scaling.release();
    }
}
