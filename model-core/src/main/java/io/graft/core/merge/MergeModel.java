package io.graft.core.merge;

import io.graft.core.adapter.Adapter;
import io.graft.core.adapter.Change;
import io.graft.core.adapter.Changes;
import io.graft.core.adapter.Replacement;
import io.graft.core.adapter.TiedEmbeddings;
import io.graft.core.checkpoint.Checkpoint;
import io.graft.core.delta.Adapted;
import io.graft.core.kernel.Operand;
import io.graft.core.kernel.StoredOperand;
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
record MergeModel(Checkpoint checkpoint, LayerStack layers, TiedEmbeddings embeddings, Changes changes) {
    static MergeModel of(Checkpoint checkpoint, Optional<Adapter> adapter) {
        return new MergeModel(
                checkpoint,
                LayerStack.of(checkpoint),
                TiedEmbeddings.of(checkpoint),
                adapter.map(one -> one.changes(checkpoint)).orElse(Changes.NONE));
    }

    /** The tensors of the checkpoint, and those that the adapter adds to them. */
    Set<String> names() {
        Set<String> names = new TreeSet<>(checkpoint.tensors().keySet());
        names.addAll(changes.targets());
        return names;
    }

    /** Whether it is one of the {@link #names}. */
    boolean holds(String name) {
        return checkpoint.holds(name) || adapts(name);
    }

    /** The tensor that the model uses in place of one that it does not hold: the embedding, where that is the output layer, too. */
    Optional<String> standIn(String name) {
        return embeddings.isMissingHead(name) && !holds(name) ? Optional.of(embeddings.input()) : Optional.empty();
    }

    /** The stored tensor that the adapter's changes begin with: the checkpoint's, or one that takes its place. */
    Tensor start(String name) {
        return replacement(name).map(Replacement::tensor).orElseGet(() -> checkpoint.tensor(name));
    }

    /** The type that the model holds a tensor in. */
    DType dtype(String name) {
        return replacement(name)
                .map(Replacement::dtype)
                .orElseGet(() -> checkpoint.tensor(name).dtype());
    }

    /** A tensor as the adapter changes it. */
    Operand operand(String name) {
        List<Change> all = changes.of(name);
        return Adapted.of(
                new StoredOperand(start(name)), replacement(name).isPresent() ? all.subList(1, all.size()) : all);
    }

    /** Whether the adapter changes a tensor. */
    boolean adapts(String name) {
        return !changes.of(name).isEmpty();
    }

    private Optional<Replacement> replacement(String name) {
        return changes.of(name).stream()
                .limit(1)
                .filter(Replacement.class::isInstance)
                .map(Replacement.class::cast)
                .findFirst();
    }
}
