package io.graft.core.interference;

import io.graft.core.adapter.Adapter;
import io.graft.core.adapter.Change;
import io.graft.core.adapter.Changes;
import io.graft.core.adapter.LowRank;
import io.graft.core.checkpoint.Checkpoint;
import io.graft.core.matrix.LowRankMatrix;
import io.graft.core.matrix.Matrix;
import io.graft.core.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * What one training made of a base: the changes of its tensors. Each is read when it is looked at, so that no more than a few are held.
 * Valid as long as what it was made of is open.
 *
 * @param name for people
 * @param passedOver tensors whose change is no plain matrix, such as DoRA's, and is not looked at
 */
public record Tuning(String name, NavigableMap<String, Supplier<Difference>> changes, List<String> passedOver) {
    /** An adapter on its base. Reads its factors, and of the base nothing but the header. */
    public static Tuning of(String name, Adapter adapter, Checkpoint base) {
        Changes changes = adapter.changes(base);
        NavigableMap<String, Supplier<Difference>> plain = new TreeMap<>();
        List<String> passedOver = new ArrayList<>();
        for (String target : changes.targets()) {
            List<Change> all = changes.of(target);
            if (all.stream().allMatch(LowRank.class::isInstance)) {
                plain.put(target, () -> new Difference.Factors(product(all)));
            } else {
                passedOver.add(target);
            }
        }
        return new Tuning(name, plain, passedOver);
    }

    /** A model that was trained further as a whole. Tensors that the base lacks or has in another shape are passed over. */
    public static Tuning of(String name, Checkpoint tuned, Checkpoint base) {
        NavigableMap<String, Supplier<Difference>> changes = new TreeMap<>();
        List<String> passedOver = new ArrayList<>();
        for (Tensor after : tuned.tensors().values()) {
            if (!base.holds(after.name()) || !base.tensor(after.name()).shape().equals(after.shape())) {
                passedOver.add(after.name());
            } else if (after.dtype().isFloat() && after.shape().rank() == 2) {
                changes.put(after.name(), () -> new Difference.Full(base.tensor(after.name()), after));
            }
        }
        return new Tuning(name, changes, passedOver);
    }

    /** The tensors that are changed by a plain matrix, sorted. */
    public List<String> targets() {
        return List.copyOf(changes.keySet());
    }

    /** The Frobenius norm of the change of one of the {@link #targets}. */
    public double norm(String target) {
        return change(target).norm();
    }

    Difference change(String tensor) {
        return Objects.requireNonNull(changes.get(tensor)).get();
    }

    private static LowRankMatrix product(List<Change> changes) {
        return LowRankMatrix.sum(
                changes.stream().map(LowRank.class::cast).map(Tuning::product).toList());
    }

    private static LowRankMatrix product(LowRank delta) {
        Matrix b = Matrix.of(delta.b()).times(delta.scale());
        Matrix a = Matrix.of(delta.a());
        return delta.transposed() ? new LowRankMatrix(a.transpose(), b.transpose()) : new LowRankMatrix(b, a);
    }
}
