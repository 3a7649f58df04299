package io.graft.core.adapter;

import io.graft.core.tensor.Shape;
import io.graft.core.tensor.Tensor;
import java.util.List;
import java.util.Optional;

/**
 * A layer of LoKr.
 *
 * @param stack PEFT multiplies the whole kernel of a one-dimensional convolution, [b, d, k], as a stack of b matrices [d, k], in
 *     training, too
 */
record TrainedKronecker(String module, Kronecker.Factor left, Kronecker.Factor right, int stack, double scale)
        implements Trained {
    private static final int ONE_DIMENSIONAL = 3;

    static TrainedKronecker of(ModuleTensors tensors, AdapterConfig config) {
        Kronecker.Factor left = factor(tensors, "lokr_w1", "lokr_t1");
        Optional<Shape> whole = tensors.shape("lokr_w2");
        boolean stacked = whole.filter(shape -> shape.rank() == ONE_DIMENSIONAL).isPresent();
        return new TrainedKronecker(
                tensors.module(),
                left,
                stacked ? stack(tensors.take("lokr_w2").orElseThrow()) : factor(tensors, "lokr_w2", "lokr_t2"),
                stacked ? Math.toIntExact(whole.orElseThrow().dim(0)) : 1,
                config.scaling().scaleOf(tensors.module()));
    }

    private static Kronecker.Factor factor(ModuleTensors tensors, String name, String core) {
        Optional<Tensor> whole = tensors.take(name);
        if (whole.isPresent()) {
            return new Kronecker.Factor.Whole(tensors.matrix(whole.get()));
        }
        Tensor a = tensors.take(name + "_a").orElseThrow(tensors::nothing);
        return new Kronecker.Factor.Product(TrainedProducts.product(tensors, a, name + "_b", core));
    }

    private static Kronecker.Factor stack(Tensor whole) {
        Shape shape = whole.shape();
        return new Kronecker.Factor.Whole(ModuleTensors.reshaped(whole, shape.dim(0) * shape.dim(1), shape.dim(2)));
    }

    @Override
    public List<Change> on(Targets base) {
        Tensor target = base.weight(module);
        base.requireMatrix(
                target,
                (long) left.rows() * (stack == 1 ? right.rows() : stack),
                (long) left.columns() * right.columns() * (stack == 1 ? 1 : right.rows() / stack),
                module);
        return List.of(new Kronecker(target.name(), left, right, stack, scale));
    }
}
