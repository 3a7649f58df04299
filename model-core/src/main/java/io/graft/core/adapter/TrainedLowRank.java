package io.graft.core.adapter;

import io.graft.core.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A layer of LoRA or DoRA.
 *
 * @param a [rank, in], of embeddings [rank, vocabulary]
 * @param b [out, rank], of embeddings [dim, rank]
 * @param embedding whether the target is stored as [in, out] whatever the family
 * @param start what the factors were before training, if that was taken off the base
 * @param magnitude of DoRA
 * @param bias of LoRA's own layer
 */
record TrainedLowRank(
        String module,
        Tensor a,
        Tensor b,
        double scale,
        boolean embedding,
        @Nullable Start start,
        @Nullable Tensor magnitude,
        @Nullable Tensor bias)
        implements Trained {
    static TrainedLowRank of(ModuleTensors tensors, AdapterConfig config) {
        boolean embedding = tensors.has("lora_embedding_A") || tensors.has("lora_embedding_B");
        Tensor b =
                embedding ? pair(tensors, "lora_embedding_B", "lora_embedding_A") : pair(tensors, "lora_B", "lora_A");
        Tensor a = tensors.takeWith(b, embedding ? "lora_embedding_A" : "lora_A");
        Tensor left = tensors.matrix(b);
        Tensor right = tensors.matrix(a);
        tensors.requireSameRank(a, right.shape().dim(0), b, left.shape().dim(1));
        return new TrainedLowRank(
                tensors.module(),
                right,
                left,
                config.scaling().scaleOf(tensors.module()),
                embedding,
                config.start().orElse(null),
                config.extras().decomposes() ? magnitude(tensors, left) : null,
                config.extras().shiftsBiases() ? bias(tensors, left) : null);
    }

    /** Takes {@code part}; if it is missing, says so of the one that is there. */
    private static Tensor pair(ModuleTensors tensors, String part, String other) {
        return tensors.take(part)
                .orElseGet(() -> tensors.takeWith(tensors.take(other).orElseThrow(), part));
    }

    private static Tensor magnitude(ModuleTensors tensors, Tensor b) {
        return tensors.vector(
                tensors.takeWith(b, "lora_magnitude_vector"), b.shape().dim(0));
    }

    private static @Nullable Tensor bias(ModuleTensors tensors, Tensor b) {
        return tensors.take("lora_B.bias")
                .map(bias -> tensors.vector(bias, b.shape().dim(0)))
                .orElse(null);
    }

    int rank() {
        return Math.toIntExact(a.shape().dim(0));
    }

    @Override
    public List<Change> on(Targets base) {
        Tensor target = base.weight(module);
        boolean transposed =
                base.isTransposed(target, b.shape().dim(0), a.shape().dim(1), embedding, module);
        LowRank delta = new LowRank(target.name(), a, b, scale, transposed);
        List<Change> changes = new ArrayList<>();
        changes.add(start == null ? decomposed(delta) : relative(delta, start, target, base));
        if (bias != null) {
            changes.add(new Shift(base.bias(module, bias).name(), bias, scale));
        }
        return changes;
    }

    private Change decomposed(LowRank delta) {
        return magnitude == null ? delta : new WeightDecomposed(delta, magnitude);
    }

    /** PEFT knows these starts for linear layers, and OLoRA's for those that are stored as [out, in]. */
    private Change relative(LowRank delta, Start begun, Tensor target, Targets base) {
        boolean known = !embedding && target.shape().rank() == 2 && (begun == Start.PISSA || !delta.transposed());
        if (!known || scale <= 0) {
            throw base.unknownStart(target, begun);
        }
        return new RelativeLowRank(delta, begun);
    }
}
