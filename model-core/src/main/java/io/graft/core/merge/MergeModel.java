package io.graft.core.merge;

import io.graft.core.adapter.Adapter;
import io.graft.core.adapter.Change;
import io.graft.core.adapter.Changes;
import io.graft.core.adapter.Replacement;
import io.graft.core.checkpoint.Checkpoint;
import io.graft.core.delta.Adapted;
import io.graft.core.kernel.StoredOperand;
import io.graft.core.recipe.Contribution;
import io.graft.core.tensor.DType;
import io.graft.core.tensor.Tensor;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * A model as a recipe means it: a checkpoint, and what an adapter does to its tensors.
 *
 * @param changes those of the adapter; none without one
 */
record MergeModel(Checkpoint checkpoint, LayerStack layers, Changes changes) {
    static MergeModel of(Checkpoint checkpoint, Optional<Adapter> adapter) {
        return new MergeModel(
                checkpoint,
                LayerStack.of(checkpoint),
                adapter.map(one -> one.changes(checkpoint)).orElse(Changes.NONE));
    }

    /** The tensors of the checkpoint, and those that the adapter adds to them. */
    Set<String> names() {
        Set<String> names = new TreeSet<>(checkpoint.tensors().keySet());
        names.addAll(changes.targets());
        return names;
    }

    /** What the model has for a tensor; a replacement takes the place of the checkpoint's. */
    Part part(Contribution source, String name) {
        List<Change> all = changes.of(name);
        if (!all.isEmpty() && all.getFirst() instanceof Replacement first) {
            return part(source, first.tensor(), first.dtype(), all.subList(1, all.size()));
        }
        Tensor stored = checkpoint.tensor(name);
        return part(source, stored, stored.dtype(), all);
    }

    private static Part part(Contribution source, Tensor start, DType dtype, List<Change> changes) {
        return new Part(source, start, dtype, Adapted.of(new StoredOperand(start), changes));
    }
}
