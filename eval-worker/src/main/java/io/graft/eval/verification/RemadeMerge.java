package io.graft.eval.verification;

import io.graft.core.checkpoint.Checkpoint;
import io.graft.core.merge.ExactTensor;
import io.graft.core.merge.MergePlan;
import io.graft.core.tensor.DType;
import io.graft.core.tensor.Elements;
import io.graft.core.tensor.Tensor;
import io.graft.eval.decoder.Weights;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A merge made anew in memory: the tensors that its recipe changes, and the base's own for all others. */
final class RemadeMerge implements Weights, AutoCloseable {
    private static final int RUN = 1 << 16;
    private static final int ALIGNMENT = 64;

    private final Checkpoint base;
    private final Variant variant;
    private final Arena arena = Arena.ofShared();
    private final Map<String, Tensor> made = new HashMap<>();
    private final List<Change> changes = new ArrayList<>();

    /**
     * How much a tensor is changed.
     *
     * @param stored its type in the merge
     * @param relative the norm of the change by that of the base's tensor
     * @param survives whether any of it is left in the stored type
     */
    record Change(String tensor, DType stored, double relative, boolean survives) {}

    private RemadeMerge(Checkpoint base, Variant variant) {
        this.base = base;
        this.variant = variant;
    }

    static RemadeMerge of(MergePlan plan, Checkpoint base, Variant variant) throws InterruptedException {
        RemadeMerge merge = new RemadeMerge(base, variant);
        try {
            for (MergePlan.Output output : plan.outputs()) {
                Optional<ExactTensor> exact = plan.exact(output.name());
                if (exact.isPresent()) {
                    try (ExactTensor tensor = exact.get()) {
                        merge.make(tensor);
                    }
                }
            }
            return merge;
        } catch (InterruptedException | RuntimeException e) {
            merge.close();
            throw e;
        }
    }

    private void make(ExactTensor exact) {
        Tensor before = base.tensor(exact.name());
        DType type = variant.type(exact.dtype());
        MemorySegment data = arena.allocate(exact.shape().elements() * type.bytes(), ALIGNMENT);
        ChangeMeasure measure = new ChangeMeasure(exact.dtype());
        int run = Math.toIntExact(exact.granule() * Math.max(1, RUN / exact.granule()));
        double[] values = new double[run];
        double[] old = new double[run];
        long elements = exact.shape().elements();
        for (long first = 0; first < elements; first += run) {
            int count = (int) Math.min(run, elements - first);
            exact.read(first, values, count);
            before.read(first, old, count);
            measure.add(values, old, count);
            variant.change(exact.name(), values, old, first, count, exact.dtype());
            Elements.write(type, values, count, data, first);
        }
        made.put(exact.name(), new Tensor(exact.name(), type, exact.shape(), data));
        changes.add(measure.of(exact.name()));
    }

    /** What the recipe changes. */
    List<Change> changes() {
        return changes;
    }

    /**
     * The tensor that is changed least, relative to what it was: the one whose omission is hardest to see. Without those whose
     * change is lost in rounding, so that leaving it out would change nothing.
     */
    Optional<String> leastChanged() {
        return changes.stream()
                .filter(Change::survives)
                .min(Comparator.comparingDouble(Change::relative).thenComparing(Change::tensor))
                .map(Change::tensor);
    }

    @Override
    public Tensor tensor(String name) {
        Tensor tensor = made.get(name);
        return tensor == null ? base.tensor(name) : tensor;
    }

    @Override
    public void close() {
        arena.close();
    }
}
