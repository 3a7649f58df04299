package io.graft.eval.verification;

import io.graft.core.checkpoint.Checkpoint;
import io.graft.core.merge.MergeInputs;
import io.graft.core.merge.MergePlan;
import io.graft.core.recipe.ModelReference;
import io.graft.core.tensor.DType;
import io.graft.core.verification.Divergence;
import io.graft.core.verification.InjectedFault;
import io.graft.core.verification.LogitCheck;
import io.graft.eval.decoder.Adapters;
import io.graft.eval.decoder.Decoder;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Level L: runs the base with its adapters, and all that a merge is to be held against; then any number of merged models, each of
 * which claims to be the same merge.
 */
final class LogitVerification implements AutoCloseable {
    static final double SCALE_FAULT = 1.01;
    private static final int OTHER_ARMS = 6;

    private final MergePlan plan;
    private final Checkpoint base;
    private final Excerpts excerpts;
    private final VerificationOptions options;
    private final Arms arms;
    private final Divergence exact;
    private final List<Divergence> rounded;
    private final Limits limits;
    private final List<InjectedFault> faults;

    LogitVerification(
            MergePlan plan,
            MergeInputs inputs,
            DynamicTwin.Beside twin,
            Excerpts excerpts,
            VerificationOptions options,
            Runnable progress)
            throws InterruptedException {
        this.plan = plan;
        this.base = inputs.checkpoint(ModelReference.of(twin.base()));
        this.excerpts = excerpts;
        this.options = options;
        this.arms = arms(twin, inputs, progress);
        try (RemadeMerge remade = RemadeMerge.of(plan, base, new Variant.Exact())) {
            this.exact = arms.to(base, remade);
            this.rounded = rounded();
            this.limits = Limits.of(rounded, arms.effect().mean(), coarsest(remade));
            this.faults = faults(remade.leastChanged());
        } catch (InterruptedException | RuntimeException e) {
            arms.close();
            throw e;
        }
    }

    /** How often a window is read for one merged model. */
    static int arms(VerificationOptions options) {
        return options.draws() + OTHER_ARMS;
    }

    LogitCheck check(Checkpoint merged) throws InterruptedException {
        Divergence divergence = arms.to(merged, merged::tensor);
        return new LogitReport(divergence, arms.effect(), exact, rounded, limits, faults, excerpts).check();
    }

    private Arms arms(DynamicTwin.Beside twin, MergeInputs inputs, Runnable progress) throws InterruptedException {
        try (Decoder decoder = Decoder.open(base, options.decoder())) {
            Adapters active = Adapters.NONE;
            for (DynamicTwin.Weighted adapter : twin.adapters()) {
                String name = "adapter %d".formatted(active.weights().size() + 1);
                decoder.attach(name, inputs.adapter(adapter.model()).orElseThrow());
                active = active.and(name, adapter.weight());
            }
            return new Arms(decoder, active, excerpts.windows(), options.decoder(), progress);
        }
    }

    private List<Divergence> rounded() throws InterruptedException {
        List<Divergence> draws = new ArrayList<>();
        for (int draw = 0; draw < options.draws(); draw++) {
            draws.add(to(new Variant.HalfUlp(options.seed(), draw)));
        }
        return draws;
    }

    private Divergence to(Variant variant) throws InterruptedException {
        try (RemadeMerge merge = RemadeMerge.of(plan, base, variant)) {
            return arms.to(base, merge);
        }
    }

    /** The type that rounds most of those that changed tensors are stored in. */
    private static DType coarsest(RemadeMerge merge) {
        return merge.changes().stream()
                .map(RemadeMerge.Change::stored)
                .max(Comparator.comparingDouble(type -> Spacing.of(type).relative()))
                .orElse(DType.F32);
    }

    private List<InjectedFault> faults(Optional<String> leastChanged) throws InterruptedException {
        List<InjectedFault> injected = new ArrayList<>();
        injected.add(fault("scale x" + SCALE_FAULT, "all tensors", new Variant.Scaled(SCALE_FAULT)));
        if (leastChanged.isPresent()) {
            injected.add(fault("one module skipped", leastChanged.get(), new Variant.Skipped(leastChanged.get())));
        }
        return injected;
    }

    private InjectedFault fault(String name, String where, Variant variant) throws InterruptedException {
        Divergence divergence = to(variant);
        return new InjectedFault(name, where, divergence, limits.fails(divergence));
    }

    @Override
    public void close() {
        arms.close();
    }
}
