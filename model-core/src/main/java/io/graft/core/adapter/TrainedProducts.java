package io.graft.core.adapter;

import io.graft.core.tensor.Tensor;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A layer of LoHa, whose delta is the product of two low-rank matrices element by element. */
record TrainedProducts(String module, Hadamard.Product first, Hadamard.Product second, double scale)
        implements Trained {
    static TrainedProducts of(ModuleTensors tensors, AdapterConfig config) {
        Tensor a = tensors.take("hada_w1_a").orElseThrow(tensors::nothing);
        Hadamard.Product first = product(tensors, a, "hada_w1_b", "hada_t1");
        Hadamard.Product second = product(tensors, tensors.takeWith(a, "hada_w2_a"), "hada_w2_b", "hada_t2");
        tensors.requireStatedRank(a, first.rank(), config.scaling().rankOf(tensors.module()));
        return new TrainedProducts(
                tensors.module(), first, second, config.scaling().scaleOf(tensors.module()));
    }

    /** Two factors, and a core between them where there is one. */
    static Hadamard.Product product(ModuleTensors tensors, Tensor left, String right, String middle) {
        Tensor a = tensors.matrix(left);
        Tensor b = tensors.matrix(tensors.takeWith(left, right));
        @Nullable Tensor core = tensors.take(middle).orElse(null);
        if (core == null) {
            tensors.requireSameRank(a, a.shape().dim(1), b, b.shape().dim(0));
            return new Hadamard.Product(a, b, null);
        }
        if (core.shape().rank() < 3) {
            throw tensors.invalid(core, "a core is [rank, rank, kernel …]");
        }
        tensors.requireSameRank(core, core.shape().dim(0), a, a.shape().dim(0));
        tensors.requireSameRank(core, core.shape().dim(1), b, b.shape().dim(0));
        long kernel = core.elements() / core.shape().dim(0) / core.shape().dim(1);
        return new Hadamard.Product(
                a,
                b,
                ModuleTensors.reshaped(core, core.shape().dim(0), core.shape().dim(1), kernel));
    }

    @Override
    public List<Change> on(Targets base) {
        Tensor target = base.weight(module);
        base.requireMatrix(target, first.rows(), first.columns(), module);
        base.requireMatrix(target, second.rows(), second.columns(), module);
        return List.of(new Hadamard(target.name(), first, second, scale));
    }
}
