package io.graft.core.merge;

import io.graft.core.adapter.Adapter;
import io.graft.core.adapter.LowRank;
import io.graft.core.checkpoint.Checkpoint;
import io.graft.core.kernel.LowRankOperand;
import io.graft.core.kernel.Operand;
import io.graft.core.kernel.StoredOperand;
import io.graft.core.tensor.Tensor;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A model as a recipe means it: a checkpoint, and what an adapter adds to its tensors.
 *
 * @param deltas by the tensor that they are added to
 */
record MergeModel(Checkpoint checkpoint, LayerStack layers, Map<String, LowRank> deltas) {
    static MergeModel of(Checkpoint checkpoint, Optional<Adapter> adapter) {
        Map<String, LowRank> deltas = adapter.map(one ->
                        one.deltas(checkpoint).stream().collect(Collectors.toMap(LowRank::target, Function.identity())))
                .orElse(Map.of());
        return new MergeModel(checkpoint, LayerStack.of(checkpoint), deltas);
    }

    Tensor tensor(String name) {
        return checkpoint.tensor(name);
    }

    /** A tensor as the adapter changes it. */
    Operand operand(String name) {
        Operand stored = new StoredOperand(tensor(name));
        LowRank delta = deltas.get(name);
        return delta == null || delta.scale() == 0
                ? stored
                : new LowRankOperand(stored, delta.b(), delta.a(), delta.scale(), delta.transposed());
    }
}
