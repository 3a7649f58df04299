package io.graft.core.delta;

import io.graft.core.kernel.Cut;
import io.graft.core.kernel.Operand;
import io.graft.core.kernel.ScaledProduct;
import io.graft.core.kernel.Shifted;
import io.graft.core.kernel.Survey;
import io.graft.core.kernel.Tile;
import io.graft.core.kernel.Workspace;
import io.graft.core.tensor.DType;
import io.graft.core.tensor.Shape;
import io.graft.core.tensor.Tensor;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A tensor and what is added to it. */
record AddedOperand(Operand origin, Delta delta) implements Shifted {
    @Override
    public DType dtype() {
        return origin.dtype();
    }

    @Override
    public Shape shape() {
        return origin.shape();
    }

    @Override
    public Cut cut() {
        return origin.cut().and(delta.cut());
    }

    @Override
    public List<Tensor> content() {
        return Stream.concat(origin.content().stream(), delta.content().stream())
                .toList();
    }

    @Override
    public void prepare(Survey survey) throws InterruptedException {
        origin.prepare(survey);
        delta.prepare();
    }

    @Override
    public void addShift(Tile tile, double weight, double[] sum, Workspace workspace) {
        delta.add(sum, tile, weight, workspace);
    }

    @Override
    public Optional<ScaledProduct> product() {
        return delta.product();
    }

    @Override
    public void release() {
        origin.release();
        delta.release();
    }
}
