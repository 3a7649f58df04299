package io.graft.eval.verification;

import ai.djl.engine.Engine;
import io.graft.core.Fault;
import io.graft.core.GraftException;
import io.graft.core.artifact.Digest;
import io.graft.core.checkpoint.Checkpoint;
import io.graft.core.checkpoint.Fingerprint;
import io.graft.core.merge.MergeInputs;
import io.graft.core.merge.MergePlan;
import io.graft.core.preflight.Finding;
import io.graft.core.preflight.Severity;
import io.graft.core.recipe.ModelReference;
import io.graft.core.recipe.Recipe;
import io.graft.core.recipe.Source;
import io.graft.core.verification.LogitCheck;
import io.graft.core.verification.VerificationReport;
import io.graft.core.verification.WeightCheck;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Verifies that a merged model is what a recipe makes of its inputs. */
public final class MergeVerification {
    private final Recipe recipe;
    private final MergeInputs inputs;
    private final MergePlan plan;
    private final Checkpoint merged;
    private final VerificationOptions options;
    private final List<Finding> findings = new ArrayList<>();
    private final SortedMap<String, Digest> digests = new TreeMap<>();
    private final SortedMap<String, String> settings;

    private MergeVerification(Recipe recipe, MergeInputs inputs, Checkpoint merged, VerificationOptions options) {
        this.recipe = recipe;
        this.inputs = inputs;
        this.plan = MergePlan.of(recipe, inputs);
        this.merged = merged;
        this.options = options;
        this.settings = options.settings();
    }

    /**
     * Verifies a merge. What is wrong with the merged model is in the report; an exception says that it could not be verified.
     *
     * @param folders where the files of a model or of an adapter are
     * @param merged the folder of the merged model
     * @param texts to compare the models on, beside {@link Text#sample}: best of what the adapters were trained for
     * @param progress is told how it gets on
     * @throws InterruptedException if this thread was interrupted
     */
    public static VerificationReport verify(
            Recipe recipe,
            Function<Source, Path> folders,
            Path merged,
            List<Text> texts,
            VerificationOptions options,
            VerificationListener progress)
            throws InterruptedException {
        try (MergeInputs inputs = MergeInputs.open(recipe, folders);
                Checkpoint result = Checkpoint.open(merged)) {
            return new MergeVerification(recipe, inputs, result, options).verify(texts, progress);
        }
    }

    private VerificationReport verify(List<Text> texts, VerificationListener progress) throws InterruptedException {
        digestInputs();
        WeightCheck weights = null;
        LogitCheck logits = options.level() == VerificationOptions.Level.W ? null : logits(texts, progress);
        return VerificationReport.of(weights, logits, findings, digests, settings);
    }

    private void digestInputs() {
        digests.put("merged", Fingerprint.of(merged));
        for (ModelReference model : recipe.references()) {
            digests.computeIfAbsent("model " + model.model(), _ -> Fingerprint.of(inputs.checkpoint(model)));
            inputs.adapter(model)
                    .ifPresent(adapter -> digests.put("adapter " + model.adapter(), adapter.fingerprint()));
        }
    }

    private @Nullable LogitCheck logits(List<Text> texts, VerificationListener progress) throws InterruptedException {
        return switch (TwinFinder.find(recipe, plan)) {
            case DynamicTwin.None(String reason) -> without(reason);
            case DynamicTwin.Beside twin -> logits(twin, texts, progress);
        };
    }

    private @Nullable LogitCheck without(String reason) {
        findings.add(VerificationError.NO_DYNAMIC_TWIN.finding(
                Severity.INFO,
                "the recipe",
                "The merge cannot be held against a base with adapters beside it: " + reason));
        return null;
    }

    private @Nullable LogitCheck logits(DynamicTwin.Beside twin, List<Text> texts, VerificationListener progress)
            throws InterruptedException {
        Checkpoint base = inputs.checkpoint(ModelReference.of(twin.base()));
        List<Text> all = new ArrayList<>(texts);
        all.addFirst(Text.sample());
        Excerpts excerpts = excerpts(base, all);
        if (excerpts == null) {
            return null;
        }
        settings.put("engine", "DJL %s, PyTorch %s".formatted(Engine.getDjlVersion(), engine()));
        try {
            return new LogitVerification(plan, base, twin, excerpts, options)
                    .check(inputs, merged, counting(excerpts, progress));
        } catch (GraftException e) {
            return unrunnable(e);
        }
    }

    /** Texts as the base's tokenizer cuts them, if the merged model's does the same. */
    private @Nullable Excerpts excerpts(Checkpoint base, List<Text> texts) {
        try (TextTokenizer before = TextTokenizer.open(base.folder());
                TextTokenizer after = TextTokenizer.open(merged.folder())) {
            digests.put("tokenizer", before.digest());
            List<Finding> found = TokenizerCheck.of(before, after, texts, merged.folder());
            findings.addAll(found);
            Excerpts excerpts =
                    Excerpts.of(texts, before, options.positions(), Math.min(options.window(), Contexts.length(base)));
            if (excerpts.positions() < options.positions()) {
                findings.add(VerificationError.TEXT_SHORT.finding(
                        Severity.WARNING,
                        "the texts",
                        "They have %d positions to compare the models at, and %d are wanted"
                                .formatted(excerpts.positions(), options.positions())));
            }
            return excerpts;
        } catch (GraftException e) {
            findings.add(Finding.of(e));
            return null;
        }
    }

    private static String engine() {
        return Engine.getEngine("PyTorch").getVersion();
    }

    private Runnable counting(Excerpts excerpts, VerificationListener progress) {
        AtomicLong done = new AtomicLong();
        long total = (long) excerpts.windows().size() * LogitVerification.arms(options);
        return () -> progress.read(done.incrementAndGet(), total);
    }

    /** A model or an adapter that cannot be run is no fault of the merge, unless it is the merged model that is broken. */
    private @Nullable LogitCheck unrunnable(GraftException error) {
        if (error.code().fault() == Fault.UNSUPPORTED) {
            return without(error.sentence());
        }
        if (error.code().fault() == Fault.ENVIRONMENT) {
            throw error;
        }
        findings.add(Finding.of(error));
        return null;
    }
}
