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

/** Level L: runs the base with its adapters, and everything that is to be compared with it. */
final class LogitVerification {
    static final double SCALE_FAULT = 1.01;
    private static final int OTHER_ARMS = 6;

    private final MergePlan plan;
    private final Checkpoint base;
    private final DynamicTwin.Beside twin;
    private final Excerpts excerpts;
    private final VerificationOptions options;

    LogitVerification(
            MergePlan plan, Checkpoint base, DynamicTwin.Beside twin, Excerpts excerpts, VerificationOptions options) {
        this.plan = plan;
        this.base = base;
        this.twin = twin;
        this.excerpts = excerpts;
        this.options = options;
    }

    /** How often a window is read. */
    static int arms(VerificationOptions options) {
        return options.draws() + OTHER_ARMS;
    }

    LogitCheck check(MergeInputs inputs, Checkpoint merged, Runnable progress) throws InterruptedException {
        try (Arms arms = arms(inputs, progress)) {
            Divergence ofMerged = arms.to(merged, merged::tensor);
            try (RemadeMerge exact = RemadeMerge.of(plan, base, new Variant.Exact())) {
                Divergence ofExact = arms.to(base, exact);
                List<Divergence> rounded = rounded(arms);
                Limits limits = Limits.of(rounded, arms.effect().mean(), coarsest(exact));
                List<InjectedFault> faults = faults(arms, exact.leastChanged(), limits);
                return new LogitReport(ofMerged, arms.effect(), ofExact, rounded, limits, faults, excerpts).check();
            }
        }
    }

    private Arms arms(MergeInputs inputs, Runnable progress) throws InterruptedException {
        try (Decoder decoder = Decoder.open(base, options.decoder())) {
            Adapters active = Adapters.NONE;
            for (DynamicTwin.Weighted adapter : twin.adapters()) {
                String name = "adapter %d".formatted(active.weights().size() + 1);
                decoder.attach(name, adapterOf(inputs, adapter.model()));
                active = active.and(name, adapter.weight());
            }
            return new Arms(decoder, active, excerpts.windows(), options.decoder(), progress);
        }
    }

    private static io.graft.core.adapter.Adapter adapterOf(MergeInputs inputs, ModelReference model) {
        return inputs.adapter(model).orElseThrow();
    }

    private List<Divergence> rounded(Arms arms) throws InterruptedException {
        List<Divergence> rounded = new ArrayList<>();
        for (int draw = 0; draw < options.draws(); draw++) {
            rounded.add(to(arms, new Variant.HalfUlp(options.seed(), draw)));
        }
        return rounded;
    }

    private Divergence to(Arms arms, Variant variant) throws InterruptedException {
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

    private List<InjectedFault> faults(Arms arms, Optional<String> leastChanged, Limits limits)
            throws InterruptedException {
        List<InjectedFault> faults = new ArrayList<>();
        Divergence scaled = to(arms, new Variant.Scaled(SCALE_FAULT));
        faults.add(new InjectedFault("scale x" + SCALE_FAULT, "all tensors", scaled, limits.fails(scaled)));
        if (leastChanged.isPresent()) {
            Divergence skipped = to(arms, new Variant.Skipped(leastChanged.get()));
            faults.add(new InjectedFault("one module skipped", leastChanged.get(), skipped, limits.fails(skipped)));
        }
        return faults;
    }
}
