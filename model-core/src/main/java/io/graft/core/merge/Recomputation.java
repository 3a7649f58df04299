package io.graft.core.merge;

import io.graft.core.checkpoint.ModelConfig;
import java.io.IOException;
import java.util.Optional;
import java.util.SortedMap;

/** A plan carried out in parts, to see whether a model is what the plan makes: any rows of any tensor, before they are rounded. */
public final class Recomputation {
    private Recomputation() {}

    /** Is shown the tensors of the result one after the other. */
    @FunctionalInterface
    public interface Visitor {
        /** Looks at a tensor, which can be read until this returns. */
        void visit(RecomputedTensor tensor);
    }

    /**
     * Shows a visitor every tensor of the result, in the plan's order. Only what is asked for is computed, beyond what a method has
     * to know of whole tensors.
     *
     * @throws InterruptedException if this thread was interrupted
     */
    public static void of(MergePlan plan, Visitor visitor) throws InterruptedException {
        for (int i = 0; i < plan.tensors().size(); i++) {
            show(plan.targets().get(i), plan.tensors().get(i), visitor);
        }
    }

    private static void show(Target target, TrackedTensor tensor, Visitor visitor) throws InterruptedException {
        Optional<FormulaTensor> formula = tensor.formula();
        if (formula.isEmpty()) {
            visitor.visit(new RecomputedTensor(target, tensor, null));
            return;
        }
        try (ExactTensor exact = ExactTensor.of(formula.get())) {
            visitor.visit(new RecomputedTensor(target, tensor, exact));
        }
    }

    /** The files beside the weights that the plan writes: config, tokenizer, generation settings; by name. */
    public static SortedMap<String, byte[]> smallFiles(MergePlan plan) throws IOException {
        SortedMap<String, byte[]> files = plan.tokens().companions();
        files.put(ModelConfig.FILE, MergedConfig.of(plan));
        return files;
    }
}
