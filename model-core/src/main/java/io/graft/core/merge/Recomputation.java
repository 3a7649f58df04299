package io.graft.core.merge;

import io.graft.core.checkpoint.ModelConfig;
import io.graft.core.kernel.Workspace;
import java.io.IOException;
import java.util.SortedMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A plan carried out in parts, to see whether a model is what the plan makes: any rows of any tensor, before they are rounded. */
public final class Recomputation {
    private Recomputation() {}

    /** Is shown the tensors of the result one after the other. */
    @FunctionalInterface
    public interface Visitor {
        /** @param tensor may be read until this returns */
        void visit(RecomputedTensor tensor);
    }

    /**
     * Shows a visitor every tensor of the result, in the plan's order. Only what is asked for is computed, beyond what a method has
     * to know of whole tensors.
     *
     * @throws InterruptedException if this thread was interrupted
     */
    public static void of(MergePlan plan, MergeOptions options, Visitor visitor) throws InterruptedException {
        ThreadLocal<Workspace> workspaces = ThreadLocal.withInitial(() -> new Workspace(options.kernels()));
        try (ExecutorService threads = threads(options.threads())) {
            ParallelSurvey survey = new ParallelSurvey(threads, workspaces::get, 2 * options.threads());
            for (int i = 0; i < plan.tensors().size(); i++) {
                TrackedTensor tensor = plan.tensors().get(i);
                tensor.prepare(survey);
                visitor.visit(new RecomputedTensor(plan.targets().get(i), tensor, workspaces.get()));
                tensor.release();
            }
        }
    }

    private static ExecutorService threads(int count) {
        return Executors.newFixedThreadPool(
                count, Thread.ofPlatform().name("survey-", 1).daemon().factory());
    }

    /** The files beside the weights that the plan writes: config, tokenizer, generation settings; by name. */
    public static SortedMap<String, byte[]> smallFiles(MergePlan plan) throws IOException {
        SortedMap<String, byte[]> files = plan.tokens().companions();
        files.put(ModelConfig.FILE, MergedConfig.of(plan));
        return files;
    }
}
