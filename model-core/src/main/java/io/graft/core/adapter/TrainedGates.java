package io.graft.core.adapter;

import io.graft.core.tensor.Tensor;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A layer of AdaLoRA or VeRA.
 *
 * @param a at least [rank, in]
 * @param b at least [out, rank]
 * @param outer as many as the layer has outputs; null in AdaLoRA, whose factors are the layer's own
 */
record TrainedGates(
        String module,
        Tensor a,
        Tensor b,
        Tensor inner,
        @Nullable Tensor outer,
        double scale) implements Trained {
    /** A layer of AdaLoRA; nothing if all of its ranks were pruned. */
    static List<Trained> adaptive(ModuleTensors tensors, AdapterConfig config) {
        if (tensors.takeEmpty("lora_A", "lora_B", "lora_E")) {
            return List.of();
        }
        Tensor e = tensors.take("lora_E")
                .orElseGet(() -> tensors.takeWith(tensors.take("lora_A").orElseThrow(tensors::nothing), "lora_E"));
        Tensor a = tensors.matrix(tensors.takeWith(e, "lora_A"));
        Tensor b = tensors.matrix(tensors.takeWith(e, "lora_B"));
        tensors.requireSameRank(a, a.shape().dim(0), b, b.shape().dim(1));
        return List.of(new TrainedGates(
                tensors.module(),
                a,
                b,
                tensors.vector(e, a.shape().dim(0)),
                null,
                config.scaling().scaleOf(tensors.module())));
    }

    /**
     * A layer of VeRA.
     *
     * @param a the projection that all layers share
     * @param b the projection that all layers share
     */
    static TrainedGates shared(ModuleTensors tensors, Tensor a, Tensor b) {
        Tensor inner = tensors.take("vera_lambda_d")
                .orElseGet(() -> tensors.takeWith(tensors.take("vera_lambda_b").orElseThrow(), "vera_lambda_d"));
        Tensor outer = tensors.takeWith(inner, "vera_lambda_b");
        tensors.requireSameRank(a, a.shape().dim(0), b, b.shape().dim(1));
        return new TrainedGates(
                tensors.module(),
                a,
                b,
                tensors.vector(inner, a.shape().dim(0)),
                tensors.vector(outer, outer.elements()),
                1);
    }

    @Override
    public List<Change> on(Targets base) {
        Tensor target = base.weight(module);
        long out = outer == null ? b.shape().dim(0) : outer.elements();
        long in = outer == null ? a.shape().dim(1) : base.other(target, out);
        boolean transposed = base.isTransposed(target, out, in, false, module);
        if (in > a.shape().dim(1) || out > b.shape().dim(0)) {
            throw base.misfit(target, b.shape().dim(0), a.shape().dim(1), module);
        }
        return List.of(new GatedLowRank(
                target.name(), a, b, inner, outer, Math.toIntExact(out), Math.toIntExact(in), scale, transposed));
    }
}
